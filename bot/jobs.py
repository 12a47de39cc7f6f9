"""What the clock does: the end of a wait, the morning's digests, claims that expire, drafts that idle, forgetting."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.house import House
from bot.inbox import store
from bot.message import Inbound
from bot.notices import lead_links, named, tell_all, tell_applicants, tell_of_request, tell_person
from bot.reports import send_digest
from db import answers, checklist, forgetting, outbox, questions
from db import jobs as rows
from db import leads as lead_rows
from db import people as person_rows
from db import staff as staff_rows
from dialogue.event import Event
from dialogue.state import State
from dialogue.text import Day, Text
from dialogue.turn import Link
from leads import claim as claims
from leads.answers import ANSWERS_KEPT
from leads.pipeline import OPEN, LeadState, move
from leads.row import LeadRow

CONSENT_WAIT = timedelta(hours=24)
KEEP_MESSAGES = timedelta(days=60)
SWEEP = timedelta(minutes=15)
RECEIPT_WAIT = timedelta(days=1)
"""How long the tie to a chat is kept for the receipt of a deletion: who never fetches it is forgotten all the same."""


def local_day(house: House, now: datetime) -> date:
    return now.astimezone(house.settings.zone).date()


def plan_day(connection: Connection, house: House, now: datetime) -> None:
    """The day's jobs exist, each once, whoever plans them and however late."""
    day = local_day(house, now)
    rows.plan(connection, "sweep", "sweep", now)
    if house.calendar.is_working_day(day):
        due = datetime.combine(day, house.settings.digest_at, house.settings.zone)
        rows.plan(connection, "digests", f"digests:{day}", due)


def silence(connection: Connection, house: House, job: Row[Any], now: datetime) -> None:
    """Nobody wrote the second half of a fragment."""
    person = person_rows.get_person(connection, int(job.key.partition(":")[2]))
    if person.blocked_at or person.wiped_at:
        return
    event = Event("silence", now)
    number = f"silence:{job.id}:{job.due_at.isoformat()}:{job.tries}"  # a channel's clock may have whole seconds only
    store(connection, house, Inbound(person.channel, number, person.external_id, event))


def reminder(connection: Connection, house: House, job: Row[Any], now: datetime) -> None:
    """NANTI: the form that was put off still waits; said once, and not to whoever has gone on or finished it since."""
    _, person_id, topic = job.key.split(":")
    person = person_rows.get_person(connection, int(person_id))
    state = State.from_json(person.state)
    if not state.asleep or state.top is None or state.top.topic != topic:
        return
    text = Text("Isian Bapak/Ibu yang kemarin masih tersimpan. Mau dilanjutkan? Bila tidak, abaikan saja pesan ini.")
    link = Link(topic, Text("Lanjutkan"), standing=True)
    tell_person(
        connection,
        person.id,
        text,
        now,
        links=(link,),
        key=f"{job.key}:{job.due_at:%Y%m%d}",
        purpose="pengingat",
        values=(title(house, topic),),
    )


def title(house: House, topic: str) -> Text:
    found = house.topics.topics.get(topic)
    return found.title if found else Text("{topic}", topic=topic)


def digests(connection: Connection, house: House, job: Row[Any], now: datetime) -> None:
    """One job for each officer, so that one that fails holds up nobody else. After a stop of days only the newest is
    sent, late: its ledger begins where the last one that was sent ended."""
    day = job.key.partition(":")[2]
    if day != str(local_day(house, now)):
        return
    for officer in staff_rows.officers(connection):
        if not officer.blocked_at and not officer.stopped_at and officer.bound_at < job.due_at:
            rows.plan(connection, "digest", f"digest:{officer.id}:{day}", job.due_at)


def digest(connection: Connection, house: House, job: Row[Any], now: datetime) -> None:
    """The morning digest of one officer: once a day by its key, and late when it is; tomorrow's holds it too."""
    _, staff_id, day = job.key.split(":")
    if day == str(local_day(house, now)):
        send_digest(connection, house, int(staff_id), date.fromisoformat(day), now)


def sweep(connection: Connection, house: House, job: Row[Any], now: datetime) -> datetime:
    """What time alone changes; nobody hears of his lead at night."""
    if house.calendar.office_open(now):
        give_back(connection, house, now)
        remind(connection, house, now)
    purge(connection, house, now)
    return now + SWEEP


def give_back(connection: Connection, house: House, now: datetime) -> None:
    """Claims that have lapsed go back to the queue, postponed leads to their officer, as news of today."""
    for row in claims.expired(lead_rows.expiring(connection, now), now):
        lead_rows.apply(connection, row.lead_id, move(row.state, LeadState.baru), now, reminded_at=now)
        tell_applicants(connection, house, row, now)
        text = Text("Kembali ke antrean, lama tanpa kabar: *{ref}* {village}.", ref=row.ref, village=row.village)
        tell_all(
            connection, staff_rows.officers_for(connection, row.kecamatan_code or None), text, now, lead_links(row)
        )
    until = claims.claim_until(house.calendar.day(now), None, house.calendar)
    for row in claims.returning(lead_rows.returning(connection, now), now):
        step = move(row.state, LeadState.dipegang)
        lead_rows.apply(connection, row.lead_id, step, now, claim_until=until, postponed_until=None, news_at=now)
        tell_applicants(connection, house, row, now)


def request(connection: Connection, house: House, job: Row[Any], now: datetime) -> None:
    """Words that came while nobody was there: the officers are told when the office opens."""
    _, lead_id, urgent, _ = job.key.split(":")
    row = lead_rows.worked_on(connection, lead_rows.get_lead(connection, int(lead_id)))
    if row.state in OPEN:
        tell_of_request(connection, row, now, urgent)


def remind(connection: Connection, house: House, now: datetime) -> None:
    """A lead that nobody has taken by its day: officers are reminded, the applicant told, after each promise."""
    today = house.calendar.day(now)
    for row in lead_rows.waiting_since(connection, house.calendar.start(today)):
        if row.sent_at is not None and house.calendar.contact_deadline(row.reminded_at or row.sent_at) < today:
            since = Day(house.calendar.day(row.sent_at), weekday=True)
            text = Text("Masih menunggu sejak {day}: *{ref}* {village}.", day=since, ref=row.ref, village=row.village)
            tell_all(
                connection, staff_rows.officers_for(connection, row.kecamatan_code or None), text, now, lead_links(row)
            )
            lead_rows.change_lead(connection, row.lead_id, reminded_at=now)
            apologise(connection, house, row, now)


def apologise(connection: Connection, house: House, row: LeadRow, now: datetime) -> None:
    """The applicant hears that nobody has taken it yet, and by when there is news."""
    text = Text(
        "Belum ada petugas yang mengambil {ref}, {who}. Mohon maaf. Sudah saya ingatkan lagi; paling lambat"
        " {day} ada kabar.",
        ref=row.ref,
        who=row.contact or "Bapak/Ibu",
        day=Day(house.calendar.next_working_day(house.calendar.day(now)), weekday=True),
    )
    assert row.person_id is not None
    key = f"reminded:{row.lead_id}:{now:%Y%m%d}"
    tell_person(connection, row.person_id, text, now, key=key, purpose="jawaban", values=(named(row),))


def purge(connection: Connection, house: House, now: datetime) -> None:
    """What has served its time: unconsented answers, closed leads, whose an old answer was, questions, old messages."""
    for person in person_rows.waiting_for_consent(connection):
        state = State.from_json(person.state)
        if state.unconsented_at and datetime.fromisoformat(state.unconsented_at) < now - CONSENT_WAIT:
            person_rows.change_person(connection, person.id, state=state.without_unconsented().to_json())
    kept = timedelta(days=house.settings.retention_days)
    forgetting.empty_closed(connection, now - kept)
    answers.let_go(connection, now - ANSWERS_KEPT)
    questions.prune(connection, local_day(house, now))
    for person in person_rows.idle_since(connection, now - kept):
        state = State.from_json(person.state)
        person_rows.change_person(connection, person.id, state=State(turn=state.turn, last_at=state.last_at).to_json())
        checklist.forget(connection, person.id)
    forgetting.prune(connection, now - min(kept, KEEP_MESSAGES))
    rows.forget_done(connection, now - KEEP_MESSAGES)


def tombstone(connection: Connection, house: House, job: Row[Any], now: datetime) -> datetime | None:
    """After the receipt has gone out, or a day later, nothing ties the person's number to a chat any more."""
    person_id = int(job.key.partition(":")[2])
    wiped_at = person_rows.get_person(connection, person_id).wiped_at
    if wiped_at and outbox.has_open(connection, person_id) and now < wiped_at + RECEIPT_WAIT:
        return now + timedelta(minutes=10)
    forgetting.bury(connection, person_id)
    return None
