"""Ditanya: which questions an event needs; what does not change the answer is not asked."""

from dialogue.state import Answers
from knowledge.manfaat.reckoning import DEATHS
from leads.view import View

PU_ONLY = frozenset(("pensiun", "phk"))
NEEDS_BASE = frozenset(("kecelakaan", "meninggal_kerja", "hari_tua"))
NEEDS_TIME = frozenset(("meninggal", "hari_tua"))
SCHOOL_YEARS = "beasiswa-jkm-tahun"


def asks_programs(answers: Answers, view: View) -> bool:
    return answers.get("kejadian") in DEATHS


def asks_wage(answers: Answers, view: View) -> bool:
    return answers.get("segmen") == "PU" and (answers.get("kejadian") in PU_ONLY or needs_base(answers))


def asks_income(answers: Answers, view: View) -> bool:
    return answers.get("segmen") == "BPU" and needs_base(answers)


def needs_base(answers: Answers) -> bool:
    """Of a death that is not by work only the old age account depends on it."""
    return answers.get("kejadian") in NEEDS_BASE or has_account(answers)


def has_account(answers: Answers) -> bool:
    return answers.get("kejadian") in DEATHS and answers.get("program") in ("jht", "jp")


def asks_months(answers: Answers, view: View) -> bool:
    paid = answers.get("segmen") == "PU" and answers.get("kejadian") in PU_ONLY
    return paid or answers.get("kejadian") in NEEDS_TIME or has_account(answers)


def asks_children(answers: Answers, view: View) -> bool:
    """Not where scholarships are not to be had anyway: too short a time before a death that is not by work."""
    if answers.get("kejadian") != "meninggal":
        return answers.get("kejadian") == "meninggal_kerja"
    months = answers.get("lama")
    return months is None or SCHOOL_YEARS not in view.facts or months >= view.facts.amount(SCHOOL_YEARS) * 12
