"""A cooperative as a treasurer would tell it, and the file that he asks for."""

from bot.message import File
from knowledge.iuran import Group, Plan

PENGURUS = Group("pengurus", 5, "PU", 3_000_000)
KARYAWAN = Group("karyawan", 2, "PU", 2_500_000)
PETANI = Group("petani", 40, "BPU", None)
PLAN = Plan((PENGURUS, KARYAWAN, PETANI))
DAY = "2026-11-26"


def iuran_file(form: str = "pdf", plan: Plan = PLAN, on: str = DAY) -> File:
    return File("iuran", form, {"plan": plan.to_json(), "on": on})
