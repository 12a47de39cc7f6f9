from datetime import date, timedelta

import pytest

from bot.render import plain
from leads.pipeline import COOP_MOVES, REGISTERED, CoopState, NotAllowed, Registration, label, move_coop

C = CoopState
DAY = date(2026, 11, 12)
PU = Registration("PU", DAY, npp="JJ012345")
ROAD = (C.belum_disapa, C.baru, C.dihubungi, C.berminat, C.berkas_kurang, C.siap_daftar, C.terdaftar, C.iuran_pertama)


def refusal(state: CoopState, to: CoopState, registration: Registration | None = None) -> str:
    with pytest.raises(NotAllowed) as refused:
        move_coop(state, to, today=DAY, registration=registration)
    return plain(refused.value.reason)


def test_the_whole_road_can_be_gone_step_by_step() -> None:
    for state, to in zip(ROAD, [*ROAD[1:], C.aktif], strict=True):
        assert move_coop(state, to, today=DAY, registration=PU, paid_on=DAY).to_state is to


@pytest.mark.parametrize("state", CoopState)
def test_every_state_has_a_way_out_and_a_name(state: CoopState) -> None:
    assert COOP_MOVES[state]
    assert plain(label(state))


@pytest.mark.parametrize("state", CoopState)
def test_only_a_ready_cooperative_becomes_registered(state: CoopState) -> None:
    reachable = {to for to in COOP_MOVES[state] if to in REGISTERED}
    assert not reachable or state in REGISTERED | {C.siap_daftar}


def test_no_cooperative_is_active_before_it_has_paid() -> None:
    assert {state for state, moves in COOP_MOVES.items() if C.aktif in moves} == {C.iuran_pertama, C.menunggak}


@pytest.mark.parametrize(
    "registration",
    [
        None,
        Registration("PU", DAY),
        Registration("PU", DAY, npp="  "),
        Registration("BPU", DAY, people=5),
        Registration("BPU", DAY, proof="0123"),
    ],
)
def test_a_registration_without_proof_is_refused(registration: Registration | None) -> None:
    assert refusal(C.siap_daftar, C.terdaftar, registration)


def test_either_road_needs_its_own_proof() -> None:
    bpu = Registration("BPU", DAY, people=8, proof="kode iuran 0123")
    assert move_coop(C.siap_daftar, C.terdaftar, today=DAY, registration=PU).registration == PU
    assert move_coop(C.siap_daftar, C.terdaftar, today=DAY, registration=bpu).registration == bpu


def test_the_first_contribution_needs_its_day() -> None:
    assert "tanggal berapa" in refusal(C.terdaftar, C.iuran_pertama)
    assert move_coop(C.terdaftar, C.iuran_pertama, today=DAY, paid_on=DAY).paid_on == DAY


def test_a_step_that_is_not_in_the_table_is_refused_in_words() -> None:
    words = "Koperasi ini sekarang belum disapa, jadi tidak bisa menjadi aktif."
    assert refusal(C.belum_disapa, C.aktif) == words


def test_states_of_both_machines_with_the_same_word_keep_their_own_names() -> None:
    from leads.pipeline import LeadState

    assert plain(label(LeadState.baru)) == "menunggu petugas"
    assert plain(label(C.baru)) == "baru"


def test_nothing_is_registered_or_paid_on_a_day_that_has_not_come() -> None:
    tomorrow = DAY + timedelta(days=1)
    later = Registration("PU", tomorrow, npp="JJ012345")
    for to, values in ((C.terdaftar, {"registration": later}), (C.iuran_pertama, {"paid_on": tomorrow})):
        with pytest.raises(NotAllowed, match="belum tiba"):
            move_coop(C.siap_daftar if to is C.terdaftar else C.terdaftar, to, today=DAY, **values)


def test_nothing_is_paid_before_the_registration() -> None:
    with pytest.raises(NotAllowed, match="sebelum terdaftar"):
        move_coop(C.terdaftar, C.iuran_pertama, today=DAY, paid_on=DAY - timedelta(days=1), registered_on=DAY)
