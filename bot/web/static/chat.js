/* The web chat: posts what the person does, shows what the stream brings, and loses nothing on a bad line. */
"use strict";

/* ---- Saying something: kept first, then posted in order, again and again until it has arrived. ---- */

let flushing = false;
let tries = 0;
let wake = () => {};

function say(post, label) {
  const entry = { id: newId(), post, label, after: last, at: new Date().toISOString(), state: "waiting" };
  memory.own.push(entry);
  remember();
  acted = true;
  if (label) {
    showOwn(entry);
    log.scrollTop = log.scrollHeight;
  }
  return flush();
}

async function flush() {
  if (flushing) return;
  flushing = true;
  for (let entry; (entry = memory.own.find((one) => one.state === "waiting"));) {
    typing.hidden = false;
    const wait = await deliver(entry);
    remember();
    showState(entry);
    if (wait) {
      typing.hidden = true;
      await new Promise((resolve) => { wake = resolve; setTimeout(resolve, wait); });
    }
  }
  flushing = false;
  setTimeout(() => { if (!flushing) typing.hidden = true; }, 2500);
}

/* Post one entry; returns after how many milliseconds it is to be tried again, 0 when it is settled. */
async function deliver(entry) {
  const answer = await post("/chat/messages", { id: entry.id, ...entry.post });
  const later = [0, 408, 429].includes(answer.status) || answer.status >= 500;
  tries = later ? tries + 1 : 0;
  tell("post", later ? answer.message : "");
  if (later) return answer.after || Math.min(15000, 1000 * 2 ** (tries - 1));
  if (answer.status === 403 && renew()) return 60000;
  entry.state = answer.status === 202 ? "sent" : "failed";
  entry.why = answer.message;
  return 0;
}

async function post(path, body) {
  const token = document.cookie.split("; ").find((one) => one.startsWith(`${page.csrf}=`));
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token ? token.slice(page.csrf.length + 1) : "" };
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), 15000);
  try {
    const options = { method: "POST", headers, body: JSON.stringify(body), signal: limit.signal, credentials: "same-origin" };
    const answer = await fetch(path, options);
    const said = answer.ok ? {} : await answer.json().catch(() => ({}));
    const after = 1000 * Number(answer.headers.get("Retry-After") || 0);
    return { status: answer.status, after, message: said.message || (answer.ok ? "" : words.busy) };
  } catch (error) {
    return { status: 0, after: 0, message: words.lost };
  } finally {
    clearTimeout(timer);
  }
}

/* The cookies are gone or no longer ours: open the page anew, at most once a minute; what waits is sent then. */
function renew() {
  if (Date.now() - memory.renewed < 60000) return false;
  memory.renewed = Date.now();
  remember();
  location.reload();
  return true;
}

/* ---- Telling the server what has been shown, once somebody can see it. ---- */

let shown = 0;
let confirmed = 0;
let timer = 0;

function noteShown(id) {
  shown = Math.max(shown, id);
  confirmSoon(300);
}

function confirmSoon(wait) {
  clearTimeout(timer);
  timer = setTimeout(confirmShown, wait);
}

async function confirmShown() {
  if (document.hidden || shown <= confirmed) return;
  const upTo = shown;
  const answer = await post("/chat/seen", { up_to: upTo });
  if (answer.status === 200) confirmed = upTo;
  else if (answer.status !== 403 || !renew()) confirmSoon(5000);
}

/* ---- The stream. ---- */

let source = null;
let watch = 0;
let warning = 0;
let pause = 1000;

function connect() {
  if (source) source.close();
  source = new EventSource(last ? `/chat/events?after=${last}` : "/chat/events");
  source.addEventListener("hello", alive);
  source.addEventListener("ping", alive);
  source.addEventListener("ready", caughtUp);
  source.addEventListener("message", (event) => { alive(); show(JSON.parse(event.data)); });
  source.addEventListener("error", lost);
  alive();
}

function alive() {
  clearTimeout(watch);
  watch = setTimeout(connect, 40000); // a line that died without a word
  if (source.readyState !== EventSource.OPEN) return;
  pause = 1000;
  clearTimeout(warning);
  warning = 0;
  tell("stream", "");
}

function lost() {
  if (!warning) warning = setTimeout(() => tell("stream", words.lost), 3000);
  if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
  clearTimeout(watch);
  watch = setTimeout(connect, pause);
  pause = Math.min(30000, pause * 2);
  shown = Math.max(shown, 1);
  confirmed = 0;
  confirmSoon(0); // tells a refusal (403) from a line that is down
}

function caughtUp() {
  alive();
  if (log.getAttribute("aria-busy") !== "true") return;
  log.setAttribute("aria-busy", "false");
  if (log.lastElementChild) reveal(log.lastElementChild);
}

const troubles = {};
function tell(who, message) {
  troubles[who] = message;
  const text = troubles.post || troubles.stream || "";
  if (trouble.textContent !== text) trouble.textContent = text;
  if (text) typing.hidden = true;
}

/* ---- The composer. ---- */

function fit() {
  memory.draft = input.value;
  if (window.CSS && CSS.supports("field-sizing", "content")) return;
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + 4}px`;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  input.focus();
  if (!text) return;
  input.value = "";
  fit();
  say({ text }, text);
});
input.addEventListener("input", fit);
input.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit(send);
});
window.addEventListener("pagehide", remember);
window.addEventListener("online", () => { wake(); connect(); });
window.addEventListener("offline", () => tell("stream", words.lost));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  confirmSoon(0);
  wake();
  if (source.readyState === EventSource.CLOSED) connect();
});

/* ---- Beginning. ---- */

async function begin() {
  input.value = memory.draft;
  input.disabled = false;
  send.disabled = false;
  fit();
  memory.own.filter((entry) => entry.label).forEach(showOwn);
  const code = new URLSearchParams(location.search).get("start") || "";
  if (location.search) history.replaceState(null, "", location.pathname);
  const known = memory.own.some((entry) => entry.state === "waiting");
  if (/^[\w.-]{1,64}$/.test(code)) await Promise.race([say({ text: `/start ${code}` }, ""), pauseFor(3000)]);
  else if ("fresh" in page && !known) await Promise.race([say({ text: "/start" }, ""), pauseFor(3000)]);
  else flush();
  connect();
  if (matchMedia("(hover: hover)").matches) input.focus();
}

const pauseFor = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

begin();
