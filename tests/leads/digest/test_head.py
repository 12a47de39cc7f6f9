from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import plain
from leads.calendar import ZONE, WorkingDays
from leads.digest import Coverage, Digest, LeadRow, Officer, Snapshot, head_digest
from leads.ledger import Change, Unbalanced
from leads.pipeline import CoopState, LeadState
from leads.roles import Role

L, C = LeadState, CoopState
CALENDAR = WorkingDays()
MONDAY = date(2026, 11, 23)
ANDI = Officer(9, "AW", "Bapak Andi", Role.kepala)
COVERAGE = (
    Coverage("Cileungsi", {C.belum_disapa: 10, C.terdaftar: 2}),
    Coverage("Cibinong", {C.belum_disapa: 422, C.baru: 1}),
)
NEW = LeadRow(5, "K-5", "Ciangsana", L.baru, "Gunungputri", sent_at=datetime(2026, 11, 22, 19, tzinfo=ZONE))
ROWS = (
    NEW,
    replace(NEW, lead_id=6, ref="K-6", outside=True),
    replace(NEW, lead_id=7, ref="K-7", sent_at=datetime(2026, 11, 18, 9, tzinfo=ZONE), mismatch=True),
    replace(NEW, lead_id=8, ref="K-8", state=L.dipegang, claimed_by=1, mismatch=True),
)
HISTORY = [Change(row.lead_id, row.lead_id, datetime(2026, 11, 23, 7, tzinfo=ZONE), L.draft, L.baru) for row in ROWS]


def made(previous: Snapshot | None = None, coverage: tuple[Coverage, ...] = COVERAGE, registry: int = 435) -> Digest:
    return head_digest(ANDI, ROWS, HISTORY, MONDAY, previous, CALENDAR, coverage, registry, protected=0)


def test_the_head_sees_decisions_first_then_the_whole_registry() -> None:
    before = Snapshot(date(2026, 11, 20), 4, 0, 0, {"belum_disapa": 433, "berminat": 2})
    assert plain(made(before).text()) == (
        "Selamat pagi, Pak Andi. Senin, 23 November 2026\n"
        "Seluruh cabang: 435 koperasi\n"
        "\n"
        "PERLU KEPUTUSAN (3)\n"
        "1. Ciangsana, Gunungputri. Di luar wilayah: diserahkan ke mana?\n"
        "2. Ciangsana, Gunungputri. Dijanjikan dihubungi paling lambat Kamis, belum ada yang mengambil.\n"
        "3. Ciangsana, Gunungputri. Nama desanya belum cocok dengan daftar: koperasi mana?\n"
        "\n"
        "435 koperasi: belum disapa 432 (−1), baru 1 (+1), berminat 0 (−2), terdaftar belum bayar 2 (+2).\n"
        "Orang terlindungi (iuran pertama sudah dibayar): 0.\n"
        "Belum ada yang terdaftar di 1 kecamatan: Cibinong.\n"
        "Hitungan: saldo Jumat 0 + masuk 4 − keluar 0 = 4 (dipegang 1, menunggu 3). No. AW-5"
    )


def test_what_waits_counts_each_lead_once_and_is_nothing_on_an_empty_day() -> None:
    assert made().waiting == 4
    assert replace(made(), sections={}).waiting == 3
    quiet = head_digest(ANDI, (), (), MONDAY, None, CALENDAR, COVERAGE, 435)
    assert quiet.waiting == 0


def test_the_first_digest_of_the_head_compares_with_nothing() -> None:
    text = plain(made().text())
    assert "belum disapa 432, baru 1, terdaftar belum bayar 2." in text
    assert "No. AW-1" in text


def test_the_snapshot_keeps_the_states_for_the_next_one() -> None:
    assert made().snapshot == Snapshot(MONDAY, 1, 4, 8, {"belum_disapa": 432, "baru": 1, "terdaftar": 2})


def test_a_registry_that_does_not_sum_up_gives_no_digest() -> None:
    with pytest.raises(Unbalanced, match="435 cooperatives by state, 436 in the registry"):
        made(registry=436)


STATES = st.dictionaries(st.sampled_from(CoopState), st.integers(0, 9))


@given(st.lists(STATES, max_size=4))
def test_the_states_that_are_told_sum_to_the_registry(many: list[Mapping[CoopState, int]]) -> None:
    coverage = tuple(Coverage(f"Kec{n}", states) for n, states in enumerate(many))
    total = sum(sum(states.values()) for states in many)
    made_up = made(coverage=coverage, registry=total)
    assert sum(made_up.snapshot.states.values()) == total
    line = next(line for line in plain(made_up.text()).split("\n") if line.startswith(f"{total} koperasi"))
    assert (
        sum(int(part.rstrip(".").split()[-1]) for part in line.partition(": ")[2].split(", ") if part != ".") == total
    )


def test_the_json_of_the_head_has_the_same_shape() -> None:
    printed = made().to_json()
    assert printed["sections"] == {"keputusan": ["K-6", "K-7", "K-8"]}
    assert printed["ledger"]["saldo_akhir"] == 4
