"""What a person asks of us: the draft, the lead, later answers, words for a human."""

from collections.abc import Mapping
from typing import Any

from bot.act import Act
from bot.notices import lead_links, tell_of_request, tell_officers
from db import answers, checklist, jobs, registry
from db import leads as rows
from db import people as person_rows
from dialogue.text import Clock, Day, Text, joined
from leads.joining import first_open, join
from leads.pipeline import OPEN, CoopState
from leads.requests import AskOfficer, OwnData, Queued, SaveDraft, SendLead, Sent, TellMore, WipeDraft
from leads.row import LeadRow


def columns(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The form's answers as columns of a lead."""
    place = answers.get("desa") or {}
    person = answers.get("orang") or {}
    second = {"telepon2": answers["telepon2"]} if answers.get("telepon2") else {}
    return {
        "village_code": place.get("code"),
        "village": place.get("village") or "",
        "kecamatan": place.get("kecamatan"),
        "kecamatan_code": place.get("kecamatan_code"),
        "outside": place.get("outside"),
        "unmatched": bool(place.get("unmatched")),
        "salutation": person.get("salutation"),
        "name": person.get("name"),
        "jabatan": answers.get("jabatan"),
        "phone": answers.get("telepon"),
        "extra": second,
    }


def save_draft(act: Act, effect: SaveDraft) -> None:
    rows.save_draft(act.connection, act.person.id, columns(effect.answers), act.at)


def wipe_draft(act: Act, effect: WipeDraft) -> None:
    rows.wipe_draft(act.connection, act.person.id)


def send_lead(act: Act, effect: SendLead) -> Sent:
    """The reference, at once; officers of the territory are told in office hours."""
    row, first = enter(act, columns(effect.answers))
    tell_officers(act, ping(row, first), row.kecamatan_code or None, lead_links(first or row))
    deadline = act.house.calendar.contact_deadline(act.at)
    return Sent(row.ref, row.village, deadline, effect.answers["desa"].get("outside"), joined=first is not None)


def enter(act: Act, values: dict[str, Any]) -> tuple[LeadRow, LeadRow | None]:
    """Send the draft; a second one for the same cooperative joins the first."""
    lead_id = rows.save_draft(act.connection, act.person.id, values, act.at)
    draft = rows.get_lead(act.connection, lead_id)
    first = first_open(draft, rows.rivals(act.connection, draft))
    row = rows.send_draft(act.connection, lead_id, act.at)
    if first is not None:
        for move in join(row):
            rows.apply(act.connection, lead_id, move, act.at, joined_to=first.lead_id)
    greet_cooperative(act, row)
    own = {name: values[name] for name in ("salutation", "name", "jabatan", "phone") if values[name]}
    person_rows.change_person(act.connection, act.person.id, **own)
    return row, first


def greet_cooperative(act: Act, row: LeadRow) -> None:
    """A cooperative that nobody knew of is new now."""
    if row.village_code and row.coop_state is CoopState.belum_disapa:
        registry.change_cooperative(act.connection, row.village_code, CoopState.baru, act.at, lead_id=row.lead_id)


def ping(row: LeadRow, first: LeadRow | None) -> Text:
    """What officers are told of a new lead, or of a second contact."""
    place = Text("{place}", place=", ".join(filter(None, (row.village, row.kecamatan))) or "-")
    who = Text("{who}", who=", ".join(filter(None, (row.contact, row.jabatan))))
    if first:
        text = Text(
            "Kontak baru ({ref}) untuk {place}, digabung ke {first}.", ref=row.ref, place=place, first=first.ref
        )
        return joined(text, who, by="\n")
    flag = Text("Di luar wilayah kita: perlu diserahkan.") if row.outside else None
    mismatch = Text("Nama desanya belum cocok dengan daftar; mohon dicek.") if row.mismatch else None
    return joined(Text("Permintaan baru *{ref}*: {place}.", ref=row.ref, place=place), who, flag, mismatch, by="\n")


def tell_more(act: Act, effect: TellMore) -> None:
    """One more answer with the person's own lead."""
    row = rows.find_lead(act.connection, effect.ref, lock=True)
    if row is not None and row.person_id == act.person.id:
        extra = {**rows.raw_lead(act.connection, row.lead_id).extra, effect.name: effect.value}
        rows.change_lead(act.connection, row.lead_id, extra=extra, changed_at=act.at)


def is_open(act: Act, row: LeadRow) -> bool:
    """Is there still somebody who works, or will work, on this request?"""
    return rows.worked_on(act.connection, row).state in OPEN


def first_request(act: Act, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a person who has no open lead: what he has told now, else what he told with his last one."""
    told = columns(answers)
    known = {name: getattr(act.person, name) for name in ("salutation", "name", "jabatan", "phone")}
    last = next(iter(rows.own_requests(act.connection, act.person.id)), None)
    if last and not told["village"]:
        raw = rows.raw_lead(act.connection, last.lead_id)
        known |= {name: getattr(raw, name) for name in ("village_code", "village", "kecamatan", "kecamatan_code")}
    values = {name: value or known.get(name) or value for name, value in told.items()}
    return {**values, "unmatched": not values["village_code"]}


def ask_officer(act: Act, effect: AskOfficer) -> Queued:
    """The words become a request on the person's newest open lead; one is made for whoever has none. They stay with his
    own lead, also when it was joined to another: so they go when he has his data deleted."""
    own = [row for row in rows.leads_of(act.connection, act.person.id) if is_open(act, row)]
    mine = own[0] if own else enter(act, first_request(act, effect.answers))[0]
    rows.write_note(act.connection, mine.lead_id, "request", effect.answers["keperluan"], act.at, None)
    calendar = act.house.calendar
    opens = calendar.next_opening(act.at)
    urgent = effect.answers.get("darurat") or ""
    if calendar.office_open(act.at):
        tell_of_request(act.connection, rows.worked_on(act.connection, mine), act.at, urgent)
    else:
        jobs.plan(act.connection, "request", f"request:{mine.lead_id}:{urgent}:{opens:%Y-%m-%d}", opens)
    when = Text("{day} pukul {hour}", day=Day(calendar.day(opens), weekday=True), hour=Clock(opens))
    return Queued(mine.ref, calendar.office_open(act.at), when)


def own_data(act: Act, effect: OwnData) -> tuple[tuple[str, str], ...]:
    """What the person's row, draft and requests hold, each thing once; words to officers too; and how many answers he
    was given, and marks are his own."""
    person = {name: getattr(act.person, name) for name in ("name", "jabatan", "phone")}
    found = [(name, str(value)) for name, value in person.items() if value]
    for row in rows.everything_of(act.connection, act.person.id):
        found += [("request" if row.ref else "draft", f"{row.ref} {row.village}" if row.ref else row.village)]
        found += [(name, str(getattr(row, name))) for name in person if getattr(row, name)]
        found += [(name, str(value)) for name, value in row.extra.items() if value]
        found += [("keperluan", words) for words in rows.own_words(act.connection, row.id)]
    given = answers.count(act.connection, act.person.id)
    found += [("answers", str(given))] if given else []
    marked = checklist.count(act.connection, act.person.id)
    found += [("langkah", str(marked))] if marked else []
    return tuple(dict.fromkeys(found))
