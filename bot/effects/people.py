"""What concerns the person himself: consent, stop, deletion, becoming staff."""

import secrets
from datetime import timedelta
from typing import Any

from bot.act import Act
from bot.leaving import remove
from bot.notices import tell_officers
from db import jobs, outbox
from db import people as rows
from db import staff as staff_rows
from db.forgetting import cut_off, forget_person
from dialogue.text import Text
from leads.reference import reference
from leads.requests import CheckOfficer, Forget, RecordConsent, Redeem, Restart, Stop, WrongNumber

BURIAL = timedelta(minutes=1)


def record_consent(act: Act, effect: RecordConsent) -> None:
    rows.record_consent(act.connection, act.person.id, "lead", effect.given, act.at)


def stop(act: Act, effect: Stop) -> None:
    rows.change_person(act.connection, act.person.id, stopped_at=act.at, may_phone=effect.may_phone)
    outbox.drop_open(act.connection, act.person.id, "stopped", outbox.UNASKED)


def restart(act: Act, effect: Restart) -> None:
    rows.change_person(act.connection, act.person.id, stopped_at=None, may_phone=None)


def forget(act: Act, effect: Forget) -> str:
    """Delete everything personal; the receipt says when, not whose. The chat's own id goes once that is sent.

    Of an officer the leads that he holds go back to the queue first.
    """
    officer = staff_rows.officer_of(act.connection, act.person.id)
    if officer:
        remove(act.connection, act.house, officer.id, act.at)
    closed = forget_person(act.connection, act.person.id, act.at)
    jobs.replan(act.connection, "tombstone", f"tombstone:{act.person.id}", act.at + BURIAL)
    for ref, kecamatan, holder in closed:
        text = Text("{ref}: pendaftar meminta datanya dihapus. Permintaan ditutup.", ref=ref)
        tell_officers(act, text, kecamatan or None, holder=holder)
    number = reference(secrets.randbelow(900_000)).removeprefix("K-")
    return f"HD-{act.house.calendar.day(act.at):%y%m%d}-{number}"


def wrong_number(act: Act, effect: WrongNumber) -> int:
    """Cut phone and name off the leads of this person, and tell those who hold them."""
    closed = cut_off(act.connection, act.person.id, act.at)
    for ref, kecamatan, holder in closed:
        text = Text("{ref}: nomornya ternyata bukan milik pendaftar. Permintaan ditutup.", ref=ref)
        tell_officers(act, text, kecamatan or None, holder=holder)
    return len(closed)


def redeem(act: Act, effect: Redeem) -> str | None:
    found = staff_rows.redeem(act.connection, effect.code, act.person.id, act.at)
    return str(found.name) if found else None


def check_officer(act: Act, effect: CheckOfficer) -> tuple[str, ...]:
    """Officers whose name begins with, or whose code is, what was typed."""
    wanted = effect.name.lower()

    def fits(row: Any) -> bool:
        words = row.name.lower().split()
        return row.code.lower() == wanted or row.name.lower() == wanted or wanted in words

    return tuple(row.name for row in staff_rows.officers(act.connection) if fits(row))
