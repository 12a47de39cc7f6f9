from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import plain
from leads.checklist import CONFIRMED, ITEMS, Mark, Progress, Road, item_called, items_of
from leads.pipeline import CoopState

ROADS = st.sampled_from(list(Road))
MARKS = st.dictionaries(st.sampled_from([item.name for item in ITEMS]), st.sampled_from(list(Mark)))
STATES = st.none() | st.sampled_from(list(CoopState))
PAPERS = {item.name: Mark.ada for item in items_of(Road.pu)}


def names(progress: Progress, standing: str) -> list[str]:
    return [item.name for item in progress.items if progress.standing(item) == standing]


@given(ROADS, MARKS, STATES)
def test_every_item_stands_somewhere_and_the_next_one_is_not_done(
    road: Road, marks: dict[str, Mark], state: CoopState | None
) -> None:
    progress = Progress(road=road, marks=marks, coop_state=state)
    parts = [len(progress.those("done")), len(progress.those("waiting")), len(progress.those("missing"))]
    assert sum(parts) == len(progress.items)
    assert (progress.next_item is None) == (parts[0] == len(progress.items))
    assert progress.next_item not in progress.those("done")


@given(ROADS, MARKS, STATES)
def test_it_is_the_same_after_a_journey_through_json(
    road: Road, marks: dict[str, Mark], state: CoopState | None
) -> None:
    days = {"mulai": date(2026, 11, 2)}
    progress = Progress("", "32.01.32.2005", road, marks, days, state, date(2026, 11, 20), None, (), Road.bpu)
    assert Progress.from_json(progress.to_json()) == progress


@pytest.mark.parametrize("road", list(Road))
def test_no_mark_of_an_officer_finishes_the_way_only_staff_do(road: Road) -> None:
    marks = {item.name: Mark.ada for item in items_of(road)}
    own = Progress(road=road, marks=marks)
    assert own.next_item is not None
    assert {"terdaftar", "bayar"} <= set(names(own, "waiting"))
    assert Progress(road=road, marks=marks, coop_state=CoopState.aktif).next_item is None


@pytest.mark.parametrize("road, last", [(Road.pu, "sipp"), (Road.bpu, "rutin")])
def test_what_follows_the_first_payment_is_done_when_staff_call_the_cooperative_active(road: Road, last: str) -> None:
    marks = {item.name: Mark.ada for item in items_of(road)}
    paid, active = (Progress(road=road, marks=marks, coop_state=CoopState(one)) for one in ("iuran_pertama", "aktif"))
    assert names(paid, "waiting") == [last]
    assert names(active, "waiting") == []


def test_what_stands_before_a_confirmed_registration_is_done_whatever_was_marked() -> None:
    progress = Progress(road=Road.pu, coop_state=CoopState.terdaftar)
    assert names(progress, "missing") == ["bayar", "kartu", "sipp"]
    assert progress.next_item is not None
    assert progress.next_item.name == "bayar"


@pytest.mark.parametrize(
    "state, standing",
    [(CoopState.berkas_kurang, "waiting"), (CoopState.siap_daftar, "done"), (CoopState.aktif, "done")],
)
def test_papers_are_handed_in_when_staff_have_them_all(state: CoopState, standing: str) -> None:
    item = item_called("serah")
    assert item
    assert Progress(road=Road.pu, marks=PAPERS, coop_state=state).standing(item) == standing


def test_the_next_step_is_the_first_missing_one_then_what_is_under_way() -> None:
    marks = {**PAPERS, "nib": Mark.diurus, "npwp": Mark.belum}
    first = Progress(road=Road.pu, marks=marks).next_item
    assert first is not None
    assert first.name == "npwp"
    then = Progress(road=Road.pu, marks={**marks, "npwp": Mark.ada, "kartu": Mark.ada, "sipp": Mark.diurus}).next_item
    assert then is not None
    assert then.name == "nib"


def test_both_roads_together_hold_every_item_once() -> None:
    both = [item.name for item in items_of(Road.both)]
    assert both == [item.name for item in ITEMS]
    assert len(set(both)) == len(both)
    assert {item.name for road in (Road.pu, Road.bpu) for item in items_of(road)} == set(both)


def test_changing_the_road_keeps_what_was_marked() -> None:
    progress = Progress(road=Road.bpu, marks={"kartu": Mark.ada, "akta": Mark.ada})
    assert names(progress, "done") == ["kartu"]
    assert "akta" in names(Progress(road=Road.both, marks=progress.marks), "done")


def test_every_item_is_called_in_words_that_fit_a_button() -> None:
    assert max(len(plain(item.title)) for item in ITEMS) <= 35


def test_what_staff_confirmed_of_one_road_is_not_confirmed_of_another() -> None:
    members = Progress(road=Road.bpu, coop_state=CoopState.aktif, registered_on=date(2026, 11, 20))
    assert members.next_item is not None
    assert members.next_item.name == "kartu"
    changed = replace(members, road=Road.pu, confirmed_road=Road.bpu, days={CONFIRMED: date(2026, 12, 1)})
    assert changed.road_is_new
    assert not changed.registered
    assert names(changed, "done") == []
    both = replace(changed, road=Road.both)
    assert both.registered
    assert names(both, "done") == ["nama", "data", "paket", "mandiri", "terdaftar", "bayar", "rutin"]
    assert replace(changed, road=Road.bpu) == replace(members, confirmed_road=Road.bpu, days=changed.days)
    assert not replace(changed, road=Road.bpu).road_is_new
    assert replace(changed, registered_on=date(2026, 12, 8)).registered
