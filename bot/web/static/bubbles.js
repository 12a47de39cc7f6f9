/* The talk as it is seen: what this tab remembers, and its bubbles. `chat.js` comes after it and moves it. */
"use strict";

const page = document.body.dataset;
const words = JSON.parse(page.words);
const element = (id) => document.getElementById(id);
const [log, newer, typing, trouble, composer, input, send] =
  ["log", "newer", "typing", "trouble", "composer", "message", "send"].map(element);

/* ---- What this tab remembers over a reload: the person's own words, and which of them have not arrived yet. ---- */

const KEPT = 40;
const memory = recall();

function recall() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem("sapakop"));
  } catch (error) { /* no storage: nothing is remembered */ }
  kept = { own: [], draft: "", renewed: 0, ...kept };
  if (kept.visitor !== page.visitor || "fresh" in page) kept.own = kept.own.filter((entry) => entry.state === "waiting");
  kept.visitor = page.visitor;
  return kept;
}

function remember() {
  const surplus = memory.own.length - KEPT;
  memory.own = memory.own.filter((entry, index) => index >= surplus || entry.state === "waiting");
  try {
    sessionStorage.setItem("sapakop", JSON.stringify(memory));
  } catch (error) { /* no storage, or no room */ }
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/* ---- Bubbles. Every word is set as text, never as markup. ---- */

const have = new Set(); // the bot's messages that this page has been given
let last = 0; // the newest of them
let newestReply = 0;
let acted = true; // the person waits for an answer: it is brought into view

function make(tag, kind, text) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  return made;
}

const inJakarta = (form) => new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", ...form });
const hour = inJakarta({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = inJakarta({ day: "numeric", month: "short" });

function clock(at) {
  const moment = new Date(at);
  const time = make("time", "", `${hour.format(moment).replace(":", ".")} WIB`);
  if (day.format(moment) !== day.format(new Date())) time.prepend(`${day.format(moment)}, `);
  time.dateTime = at;
  return time;
}

function makeBubble(kind, speaker, order) {
  const bubble = make("article", `bubble ${kind}`);
  bubble.dataset.order = order;
  const said = make("div", "said");
  const text = make("p", "text");
  said.append(make("span", "unseen", speaker), text);
  bubble.append(said);
  return [bubble, said, text];
}

/* The bot's messages and the person's own, in the order they were said. */
function place(bubble) {
  const order = Number(bubble.dataset.order);
  const before = Array.from(log.querySelectorAll(".bubble")).reverse().find((one) => Number(one.dataset.order) <= order);
  if (before) before.after(bubble); else log.prepend(bubble);
}

function showOwn(entry) {
  const [bubble, said, text] = makeBubble("mine", words.me, entry.after + 0.5);
  bubble.id = entry.id;
  text.textContent = entry.label;
  said.append(make("p", "state"));
  place(bubble);
  showState(entry);
}

function showState(entry) {
  const bubble = element(entry.id);
  if (!bubble) return;
  const state = bubble.querySelector(".state");
  bubble.classList.toggle("failed", entry.state === "failed");
  if (entry.state === "sent") state.replaceChildren(clock(entry.at));
  else if (entry.state === "failed") state.textContent = `${words.failed} ${entry.why || ""}`;
  else state.textContent = tries ? words.unsent : words.sending;
}

function show(data) {
  if (have.has(data.id)) return;
  have.add(data.id);
  last = Math.max(last, data.id);
  if (data.unseen) noteShown(data.id);
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 100;
  const bubble = botBubble(data);
  const old = data.browse && data.replaces && element(`m${data.replaces}`);
  if (old && "browse" in old.dataset) replaceMenu(old, data.replaces, bubble); else place(bubble);
  if (!data.notice) {
    typing.hidden = true;
    newestReply = Math.max(newestReply, data.id);
    log.querySelectorAll(".bubble").forEach((one) => { if (Number(one.dataset.order) < newestReply) closeChoices(one); });
  }
  if (log.getAttribute("aria-busy") === "true") return;
  if (acted || atEnd) reveal(bubble); else newer.hidden = false;
}

function botBubble(data) {
  const [bubble, said, text] = makeBubble("theirs", words.bot, data.id);
  bubble.id = `m${data.id}`;
  if (data.browse) bubble.dataset.browse = "";
  text.append(...data.body.map((span) => (span.strong ? make("strong", "", span.words) : span.words)));
  if (data.file) said.append(...fileParts(data.file));
  said.append(clock(data.at));
  if (!data.buttons.length && !data.ask_contact) return bubble;
  const choices = make("div", "choices");
  choices.setAttribute("role", "group");
  choices.setAttribute("aria-label", words.choices);
  if (data.ask_contact) choices.append(contactField(data.id));
  choices.append(...data.buttons.map((button) => choice(button, data.id, bubble)));
  bubble.append(choices);
  return bubble;
}

/* A file to be had by a link. Of a picture the beginning is seen, always of one height so that nothing jumps; all of it
   opens by a tap. */
function fileParts(file) {
  const link = Object.assign(make("a", "file", file.label), { href: file.url, download: file.name });
  return file.kind === "png" ? [picture(file), link] : [link];
}

function picture(file) {
  const frame = Object.assign(make("a", "picture"), { href: file.url, target: "_blank", rel: "noopener" });
  const shown = Object.assign(make("img"), { alt: file.alt, decoding: "async", src: file.url });
  shown.addEventListener("error", () => { frame.hidden = true; });
  frame.append(shown);
  return frame;
}

function choice(button, message, bubble) {
  const made = make("button", "choice", button.label);
  made.type = "button";
  if (button.turn === 0) made.dataset.standing = "";
  made.addEventListener("click", (event) => {
    closeChoices(bubble);
    say({ choice: { step: button.step, value: button.value, turn: button.turn, message } }, button.label);
    if (event.detail === 0) input.focus(); // by keyboard: the focus must not get lost with the button
  });
  return made;
}

function contactField(message) {
  const form = make("form", "contact");
  const label = make("label", "", words.phone);
  const field = make("input", "");
  Object.assign(field, { id: `phone${message}`, type: "tel", name: "tel", autocomplete: "tel", inputMode: "tel", maxLength: 40 });
  label.htmlFor = field.id;
  form.append(label, field, make("button", "choice", words.share));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const phone = field.value.trim();
    if (!phone) return field.focus();
    say({ contact: phone }, phone);
    return input.focus();
  });
  return form;
}

/* Buttons of an older turn are good no more; those of a notice stand outside any turn. */
function closeChoices(bubble) {
  bubble.querySelectorAll(".choices button:not([data-standing]), .choices input").forEach((one) => { one.disabled = true; });
}

/* A menu that was only looked at gives its place to what was chosen from it. */
function replaceMenu(old, id, bubble) {
  memory.own.filter((entry) => entry.post.choice && entry.post.choice.message === id).forEach((entry) => {
    const tap = element(entry.id);
    if (tap) tap.remove();
    entry.label = "";
  });
  remember();
  old.replaceWith(bubble);
}

function reveal(bubble) {
  const tall = bubble.offsetHeight > log.clientHeight - 32;
  bubble.scrollIntoView({ block: tall ? "start" : "nearest" });
  if (!tall && bubble === log.lastElementChild) log.scrollTop = log.scrollHeight;
  newer.hidden = true;
}

newer.addEventListener("click", () => { reveal(log.lastElementChild); input.focus(); });
log.addEventListener("scroll", () => {
  if (log.scrollHeight - log.scrollTop - log.clientHeight < 100) newer.hidden = true;
});

let height = 0;
new ResizeObserver(() => { // the keyboard of the phone has opened or closed
  const wasAtEnd = log.scrollHeight - log.scrollTop - (height || log.clientHeight) < 100;
  height = log.clientHeight;
  if (wasAtEnd) log.scrollTop = log.scrollHeight;
}).observe(log);
