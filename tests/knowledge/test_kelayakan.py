from datetime import date
from itertools import product
from typing import get_args

import pytest

from bot.render import plain
from knowledge.book import Book
from knowledge.facts import Facts
from knowledge.kelayakan import SENT, Case, Other, Pay, Role, verdict

CASES = [Case(*told) for told in product(get_args(Role), get_args(Pay), get_args(Other), (None, True, False))]


@pytest.fixture
def today(book: Book) -> Facts:
    return book.on(date(2026, 11, 23))


@pytest.mark.parametrize(
    "case, status, rests_on",
    [
        (Case("pekerja", "upah"), "PU", "wajib-karyawan"),
        (Case("pengurus", "upah"), "PU", "wajib-pengurus-berupah"),
        (Case("pengurus", "tidak"), "BPU", "status-tanpa-upah"),
        (Case("pengurus", "honor"), "cabang", "status-honorarium"),
        (Case("anggota", "tidak", "sendiri"), "BPU", "status-anggota"),
        (Case("anggota", "upah"), "PU", "koperasi-anggota-digaji"),
        (Case("anggota", "tidak", "digaji"), "bukan", "wajib-pemberi-kerja"),
        (Case("anggota", "tidak", "tidak"), "cabang", "status-anggota"),
        (Case("keluarga", "tidak"), "BPU", "koperasi-pekerja-keluarga"),
        (Case("kades", "tidak"), "bukan", "koperasi-kades"),
        (Case("kades", "upah"), "PU", "wajib-pengurus-berupah"),
        (Case("pppk", "tidak"), "bukan", "status-pppk"),
        (Case("pppk", "upah"), "cabang", "status-pppk"),
        (Case("pppk_paruh"), "cabang", "koperasi-pppk-paruh-waktu"),
        (Case("bangunan"), "jakon", "program-jakon"),
    ],
)
def test_who_is_registered_as_what_and_by_which_rule(today: Facts, case: Case, status: str, rests_on: str) -> None:
    found = verdict(case, today)
    assert found.status == status
    assert found.facts[0] == rests_on or rests_on in found.facts


def test_every_verdict_names_its_rule_and_a_reviewed_entry(book: Book, today: Facts) -> None:
    for found in (verdict(case, today) for case in CASES):
        assert found.facts
        assert set(found.facts) <= set(today)
        assert found.entry in book.entries
        assert (found.status == "cabang") is (found.doubt is not None)


def test_what_rests_on_a_rule_nobody_knows_is_left_to_the_branch(today: Facts) -> None:
    found = [verdict(case, today) for case in CASES]
    unknown = [one for one in found if any(today[rule].confidence == "low" for rule in one.facts)]
    assert {one.status for one in unknown} == {"cabang"}


@pytest.mark.parametrize("role", [role for role in get_args(Role) if role not in SENT])
def test_honorarium_is_nobodys_to_settle_but_the_branchs(today: Facts, role: Role) -> None:
    assert verdict(Case(role, "honor"), today).doubt == "honor"


def test_whoever_is_too_old_cannot_begin_on_his_own_but_may_go_on(today: Facts) -> None:
    found = verdict(Case("pengurus", "tidak", young=False), today)
    assert found.status == "usia"
    assert "boleh meneruskan" in plain(found.said)
    assert "65" in plain(found.said)


def test_age_does_not_matter_to_whoever_is_paid(today: Facts) -> None:
    assert verdict(Case("pekerja", "upah", young=False), today).status == "PU"


def test_an_age_that_was_not_told_is_named_as_a_condition(today: Facts) -> None:
    told, untold = (verdict(Case("pengurus", young=young), today) for young in (True, None))
    assert told.also == ()
    assert "di bawah 65 tahun" in plain(untold.also[0])


@pytest.mark.parametrize(
    "case, besides",
    [
        (Case("pekerja", "upah", "sendiri"), "Untuk usahanya sendiri"),
        (Case("pekerja", "upah", "digaji"), "Tempat lain yang menggajinya"),
        (Case("kades", "tidak", "sendiri"), "Untuk usahanya sendiri"),
        (Case("pengurus", "honor", "sendiri"), "Untuk usahanya sendiri"),
    ],
)
def test_two_jobs_are_two_registrations(today: Facts, case: Case, besides: str) -> None:
    assert plain(verdict(case, today).also[0]).startswith(besides)


def test_a_case_comes_back_from_what_was_kept() -> None:
    assert [Case.from_json(case.to_json()) for case in CASES] == CASES
