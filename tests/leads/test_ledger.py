from datetime import datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.calendar import ZONE
from leads.ledger import Change, Ledger, Unbalanced, ledger, opening
from leads.pipeline import FOR_GOOD, LEAD_MOVES, OPEN, LeadState, Reason

L = LeadState
AT = datetime(2026, 11, 23, 9, tzinfo=ZONE)
STEPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9), st.sampled_from(Reason)), max_size=40)


def played(steps: list[tuple[int, int, Reason]]) -> tuple[list[Change], list[dict[int, LeadState]]]:
    """Any legal moves of six leads that begin as drafts: the history, and all states after each change."""
    states, reasons = dict.fromkeys(range(6), L.draft), dict[int, Reason]()
    history, seen = list[Change](), [dict(states)]
    for lead, choice, reason in steps:
        here = states[lead]
        if reasons.get(lead) in FOR_GOOD:
            continue
        to = sorted(LEAD_MOVES[here])[choice % len(LEAD_MOVES[here])]
        ended = reason if to is L.selesai else None
        reasons = {**reasons, lead: reason} if ended else {one: why for one, why in reasons.items() if one != lead}
        states[lead] = to
        history.append(Change(len(history) + 1, lead, AT, here, to, ended))
        seen.append(dict(states))
    return history, seen


@given(STEPS, st.data())
def test_the_ledger_balances_between_any_two_moments(steps: list[tuple[int, int, Reason]], data: st.DataObject) -> None:
    history, seen = played(steps)
    first = data.draw(st.integers(0, len(history)))
    last = data.draw(st.integers(first, len(history)))
    book = ledger(history[first:last], opening(history[:first]), seen[last].values())
    book.check()
    assert book.saldo_awal == sum(state in OPEN for state in seen[first].values())
    assert book.saldo_akhir == sum(state in OPEN for state in seen[last].values())


@given(STEPS, st.data())
def test_one_ledger_opens_with_what_the_one_before_closed_with(
    steps: list[tuple[int, int, Reason]], data: st.DataObject
) -> None:
    history, seen = played(steps)
    cut = data.draw(st.integers(0, len(history)))
    before = ledger(history[:cut], 0, seen[cut].values())
    after = ledger(history[cut:], before.saldo_akhir, seen[-1].values())
    whole = ledger(history, 0, seen[-1].values())
    assert before.masuk + after.masuk == whole.masuk
    after.check()


@given(STEPS, st.sampled_from([L.baru, L.dipegang, L.ditunda]))
def test_a_lead_that_the_history_does_not_know_is_noticed(
    steps: list[tuple[int, int, Reason]], state: LeadState
) -> None:
    history, seen = played(steps)
    book = ledger(history, 0, [*seen[-1].values(), state])
    assert not book.balanced
    with pytest.raises(Unbalanced):
        book.check()


@given(STEPS, st.data())
def test_a_lost_line_of_the_history_is_noticed_when_it_counts(
    steps: list[tuple[int, int, Reason]], data: st.DataObject
) -> None:
    history, seen = played(steps)
    crossing = [one for one in history if (one.from_state in OPEN) != (one.to_state in OPEN)]
    if crossing:
        lost = data.draw(st.sampled_from(crossing))
        assert not ledger([one for one in history if one is not lost], 0, seen[-1].values()).balanced


def test_drafts_stand_outside() -> None:
    assert ledger([], 0, [L.draft, L.draft]) == Ledger(0, 0, {}, 0, 0, 0, 0)


def test_sent_joined_and_split_leads_come_and_go() -> None:
    moves = [(1, L.draft, L.baru, None), (2, L.draft, L.baru, None), (2, L.baru, L.selesai, Reason.digabung)]
    history = [Change(n, lead, AT, was, to, why) for n, (lead, was, to, why) in enumerate(moves)]
    assert ledger(history, 0, [L.baru, L.selesai]) == Ledger(0, 2, {Reason.digabung: 1}, 1, 1, 0, 0)
    split = [*history, Change(4, 2, AT, L.selesai, L.baru)]
    assert ledger(split, 0, [L.baru, L.baru]) == Ledger(0, 3, {Reason.digabung: 1}, 2, 2, 0, 0)


def test_a_claim_and_its_end_move_nothing_in_or_out() -> None:
    history = [Change(1, 1, AT, L.baru, L.dipegang), Change(2, 1, AT, L.dipegang, L.baru)]
    assert ledger(history, 1, [L.baru]) == Ledger(1, 0, {}, 1, 1, 0, 0)


def test_an_end_without_a_reason_is_a_fault_of_the_history() -> None:
    with pytest.raises(Unbalanced, match="lead 7"):
        ledger([Change(1, 7, AT, L.dipegang, L.selesai)], 1, [])


def test_the_json_has_every_reason() -> None:
    printed = Ledger(2, 1, {Reason.berhasil: 1}, 2, 1, 1, 0).to_json()
    assert list(printed) == ["saldo_awal", "masuk", "keluar", "saldo_akhir", "menunggu", "dipegang", "ditunda"]
    assert printed["keluar"] == {reason.value: int(reason is Reason.berhasil) for reason in Reason}


@given(STEPS, st.randoms(use_true_random=False))
def test_the_opening_does_not_hang_on_the_order_of_reading(
    steps: list[tuple[int, int, Reason]], random: Random
) -> None:
    history, seen = played(steps)
    shuffled = random.sample(history, len(history))
    assert opening(shuffled) == sum(state in OPEN for state in seen[-1].values())
