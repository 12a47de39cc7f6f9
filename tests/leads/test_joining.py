from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest

from leads.calendar import ZONE
from leads.joining import Part, first_open, heir, join, own_parts, part, split
from leads.pipeline import CoopState, LeadState, Move, NotAllowed, Reason
from leads.row import LeadRow

L = LeadState
AT = datetime(2026, 11, 23, 9, tzinfo=ZONE)
FIRST = LeadRow(
    1, "K-AAAA", "Bojong", L.dipegang, "Kemang", village_code="32.01.13.2001", person_id=10, contact="Bu Siti",
    jabatan="bendahara", sent_at=AT, claimed_by=1, claimed_by_name="Ibu Rina",
    coop_state=CoopState.berminat, note="rahasia",
)  # fmt: skip
SECOND = replace(
    FIRST, lead_id=2, ref="K-CCCC", state=L.draft, person_id=20, contact="Pak Dedi", sent_at=AT + timedelta(hours=1),
    claimed_by=None, claimed_by_name="", coop_state=None, note="",
)  # fmt: skip
JOINED = replace(SECOND, state=L.selesai, reason=Reason.digabung, joined_to=1)


def test_a_second_lead_of_the_same_village_joins_the_first() -> None:
    third = replace(FIRST, lead_id=3, sent_at=AT + timedelta(hours=2))
    assert first_open(SECOND, [third, FIRST, SECOND]) == FIRST


def test_a_lead_joins_no_draft_no_finished_one_and_not_itself() -> None:
    others = [replace(FIRST, state=L.selesai), replace(FIRST, lead_id=3, state=L.draft), replace(SECOND, state=L.baru)]
    assert first_open(SECOND, others) is None


def test_a_village_that_the_registry_does_not_know_joins_nothing() -> None:
    said = replace(SECOND, village_code=None)
    assert first_open(said, [replace(FIRST, village_code=None)]) is None
    assert first_open(replace(SECOND, village_code="32.01.14.2001"), [FIRST]) is None


def test_joining_is_written_down_as_coming_and_going() -> None:
    gone = Move(L.baru, L.selesai, Reason.digabung)
    assert join(SECOND) == (Move(L.draft, L.baru), gone)
    assert join(replace(SECOND, state=L.baru)) == (gone,)


def test_a_joined_lead_can_be_split_off_again_and_no_other() -> None:
    assert split(JOINED) == Move(L.selesai, L.baru)
    for other in (FIRST, replace(JOINED, reason=Reason.berhasil)):
        with pytest.raises(NotAllowed):
            split(other)


def test_each_contact_sees_the_true_state_and_only_his_own_part() -> None:
    seen = part(JOINED, FIRST)
    assert seen == Part("K-CCCC", "Bojong", L.dipegang, CoopState.berminat, None, "Ibu Rina", JOINED.sent_at, None)
    words = " ".join(str(getattr(seen, field.name)) for field in fields(seen))
    assert not any(secret in words for secret in ("Siti", "K-AAAA", "rahasia", "bendahara"))


def test_a_person_sees_all_his_leads_and_nobody_elses() -> None:
    later = replace(FIRST, lead_id=4, ref="K-DDDD", village="Cikahuripan", person_id=20, sent_at=AT + timedelta(days=1))
    draft = replace(SECOND, lead_id=5, ref="")
    parts = own_parts(20, [FIRST, JOINED, later, draft])
    assert [one.ref for one in parts] == ["K-DDDD", "K-CCCC"]
    assert [one.officer for one in parts] == ["Ibu Rina", "Ibu Rina"]


def test_a_chain_of_joined_leads_is_followed_to_its_end_and_never_round() -> None:
    third = replace(JOINED, lead_id=3, ref="K-EEEE", person_id=30, joined_to=2)
    assert own_parts(30, [FIRST, JOINED, third])[0].state is L.dipegang
    ring = [replace(JOINED, joined_to=3), third]
    assert own_parts(30, ring)[0].ref == "K-EEEE"


@pytest.mark.parametrize("reason", [Reason.bukan_saya, Reason.dihapus])
def test_who_leaves_for_himself_does_not_take_the_others_with_him(reason: Reason) -> None:
    third = replace(JOINED, lead_id=3, sent_at=AT + timedelta(hours=3))
    assert heir(replace(FIRST, state=L.selesai, reason=reason), [third, JOINED]) == JOINED


def test_an_end_of_the_whole_cooperative_has_no_heir() -> None:
    assert heir(replace(FIRST, state=L.selesai, reason=Reason.tidak_berminat), [JOINED]) is None
    assert heir(replace(FIRST, state=L.selesai, reason=Reason.dihapus), [replace(JOINED, joined_to=9)]) is None


def test_a_lead_that_was_not_joined_tells_its_own_state() -> None:
    other = replace(SECOND, state=L.baru)
    assert part(FIRST, other).state is L.dipegang
