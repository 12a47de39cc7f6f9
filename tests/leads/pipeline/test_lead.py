from datetime import date

import pytest

from bot.render import plain
from leads.pipeline import FOR_GOOD, LEAD_MOVES, CoopState, LeadState, Move, NotAllowed, Reason, move

L = LeadState
TODAY, LATER = date(2026, 11, 23), date(2026, 12, 1)
DESIGN = """
draft: baru
baru: dipegang selesai
dipegang: baru ditunda selesai
ditunda: dipegang selesai
selesai: baru
"""


def tried(state: LeadState, to: LeadState) -> Move:
    """The move with all that it may need."""
    return move(
        state,
        to,
        reason=Reason.tidak_berminat,
        until=LATER,
        today=TODAY,
        was=Reason.digabung if state is L.selesai else None,
    )


def refusal(state: LeadState, to: LeadState, **needs: object) -> str:
    with pytest.raises(NotAllowed) as refused:
        move(state, to, **needs)  # type: ignore[arg-type]
    return plain(refused.value.reason)


def test_a_lead_moves_as_the_design_says() -> None:
    written = {line.split(":")[0]: set(line.split(":")[1].split()) for line in DESIGN.strip().splitlines()}
    assert {state.value: {to.value for to in moves} for state, moves in LEAD_MOVES.items()} == written


@pytest.mark.parametrize("state", LeadState)
@pytest.mark.parametrize("to", LeadState)
def test_a_move_that_is_not_in_the_table_is_refused_in_words(state: LeadState, to: LeadState) -> None:
    if to in LEAD_MOVES[state]:
        assert (tried(state, to).from_state, tried(state, to).to_state) == (state, to)
    else:
        assert "tidak bisa menjadi" in refusal(state, to)


def test_nobody_finishes_a_lead_without_a_reason() -> None:
    assert "alasan" in refusal(L.dipegang, L.selesai)


@pytest.mark.parametrize("reason", set(Reason) - {Reason.berhasil})
@pytest.mark.parametrize("state", [L.baru, L.dipegang, L.ditunda])
def test_a_lead_may_end_for_every_reason_but_success_wherever_it_is(state: LeadState, reason: Reason) -> None:
    assert move(state, L.selesai, reason=reason) == Move(state, L.selesai, reason)


def test_success_needs_the_first_contribution() -> None:
    for coop in (None, CoopState.siap_daftar, CoopState.terdaftar):
        assert "iuran pertama" in refusal(L.dipegang, L.selesai, reason=Reason.berhasil, coop=coop)
    paid = move(L.dipegang, L.selesai, reason=Reason.berhasil, coop=CoopState.iuran_pertama)
    assert paid.reason is Reason.berhasil


def test_success_needs_an_officer_who_holds_the_lead() -> None:
    words = refusal(L.baru, L.selesai, reason=Reason.berhasil, coop=CoopState.aktif)
    assert "petugas yang memegang" in words


def test_postponing_needs_a_day_that_lies_ahead() -> None:
    assert "tanggal berapa" in refusal(L.dipegang, L.ditunda, today=TODAY)
    assert "sesudah hari ini" in refusal(L.dipegang, L.ditunda, until=TODAY, today=TODAY)
    assert move(L.dipegang, L.ditunda, until=LATER, today=TODAY).until == LATER


@pytest.mark.parametrize("was", FOR_GOOD)
def test_a_lead_whose_person_is_gone_is_never_reopened(was: Reason) -> None:
    assert "tidak bisa dibuka lagi" in refusal(L.selesai, L.baru, was=was)


@pytest.mark.parametrize("was", set(Reason) - FOR_GOOD)
def test_every_other_end_can_be_undone(was: Reason) -> None:
    assert move(L.selesai, L.baru, was=was) == Move(L.selesai, L.baru)


def test_a_reopening_without_the_old_reason_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="reason"):
        move(L.selesai, L.baru)
