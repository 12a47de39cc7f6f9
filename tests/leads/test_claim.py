from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from leads.calendar import ZONE, WorkingDays
from leads.claim import Claim, Claimed, Taken, claim, claim_until, expired, returning
from leads.pipeline import CoopState, LeadState, Move, NotAllowed
from leads.roles import Officer, Role
from leads.row import LeadRow

L = LeadState
CALENDAR = WorkingDays()
MONDAY = datetime(2026, 11, 23, 9, tzinfo=ZONE)
NEXT_MONDAY = datetime(2026, 11, 30, tzinfo=ZONE)
RINA = Officer(1, "RINA", "Ibu Rina", Role.petugas)
ANDI = Officer(2, "ANDI", "Bapak Andi", Role.petugas)
NEW = LeadRow(7, "K-7QM3", "Cikahuripan", L.baru, sent_at=MONDAY)
HELD = replace(NEW, state=L.dipegang, claimed_by=1, claimed_by_name="Ibu Rina", claim_until=NEXT_MONDAY)


def test_a_free_lead_is_the_one_who_asks_first() -> None:
    got = claim(NEW, RINA, MONDAY, CALENDAR)
    assert got == Claimed(Claim(1, "Ibu Rina", NEXT_MONDAY), (Move(L.baru, L.dipegang),))


def test_the_second_one_hears_who_was_first() -> None:
    assert claim(HELD, ANDI, MONDAY, CALENDAR) == Taken("Ibu Rina")


def test_a_second_tap_of_the_holder_changes_nothing() -> None:
    tuesday = datetime(2026, 11, 24, 9, tzinfo=ZONE)
    assert claim(HELD, RINA, tuesday, CALENDAR) == Claimed(Claim(1, "Ibu Rina", NEXT_MONDAY), ())


def test_a_claim_lasts_to_the_start_of_its_last_day_and_no_longer() -> None:
    last = datetime(2026, 11, 29, 16, 59, 59, tzinfo=UTC)
    assert isinstance(claim(HELD, ANDI, last, CALENDAR), Taken)
    got = claim(HELD, ANDI, NEXT_MONDAY, CALENDAR)
    assert isinstance(got, Claimed)
    assert got.moves == (Move(L.dipegang, L.baru), Move(L.baru, L.dipegang))


def test_a_lapsed_claim_may_be_renewed_by_its_holder_in_the_open() -> None:
    got = claim(HELD, RINA, NEXT_MONDAY, CALENDAR)
    assert isinstance(got, Claimed)
    assert len(got.moves) == 2
    assert got.claim.until > NEXT_MONDAY


def test_a_postponed_lead_stays_with_its_officer_who_may_take_it_up_again() -> None:
    asleep = replace(HELD, state=L.ditunda, postponed_until=NEXT_MONDAY)
    assert claim(asleep, ANDI, NEXT_MONDAY, CALENDAR) == Taken("Ibu Rina")
    got = claim(asleep, RINA, MONDAY, CALENDAR)
    assert isinstance(got, Claimed)
    assert got.moves == (Move(L.ditunda, L.dipegang),)


@pytest.mark.parametrize("state", [L.draft, L.selesai])
def test_what_is_not_open_cannot_be_claimed(state: LeadState) -> None:
    with pytest.raises(NotAllowed):
        claim(replace(NEW, state=state), RINA, MONDAY, CALENDAR)


def test_the_dinas_claims_nothing() -> None:
    with pytest.raises(NotAllowed):
        claim(NEW, Officer(3, "DINAS", "Ibu Dewi", Role.dinas), MONDAY, CALENDAR)


def test_a_claim_that_expires_goes_back_to_the_queue() -> None:
    other = replace(HELD, lead_id=8, claim_until=datetime(2026, 12, 4, tzinfo=ZONE))
    assert expired([HELD, other, NEW], NEXT_MONDAY) == [HELD]
    assert expired([HELD, other, NEW], MONDAY) == []


def test_a_registered_cooperative_stays_with_the_officer_it_knows() -> None:
    waiting = replace(HELD, coop_state=CoopState.terdaftar)
    assert expired([waiting], NEXT_MONDAY) == []
    assert claim(waiting, ANDI, NEXT_MONDAY, CALENDAR) == Taken("Ibu Rina")


def test_free_days_do_not_use_up_a_claim() -> None:
    # Thursday and Friday 24 and 25 December 2026 are cuti bersama and Natal, 1 January is free too.
    assert claim_until(date(2026, 12, 22), None, CALENDAR) == datetime(2026, 12, 31, tzinfo=ZONE)


def test_an_appointment_keeps_the_claim_alive_until_after_it() -> None:
    far = date(2026, 12, 8)
    assert claim_until(MONDAY.date(), far, CALENDAR) == datetime(2026, 12, 15, tzinfo=ZONE)
    assert claim_until(MONDAY.date(), date(2026, 11, 1), CALENDAR) == NEXT_MONDAY


def test_a_postponed_lead_comes_back_on_its_day() -> None:
    asleep = replace(HELD, state=L.ditunda, postponed_until=NEXT_MONDAY)
    assert returning([asleep, HELD], MONDAY) == []
    assert returning([asleep, HELD], NEXT_MONDAY) == [asleep]
