"""Made-up answers, and verdicts on made-up questions about iuran that must mention Rp8.400."""

from collections.abc import Sequence
from typing import Literal

from knowledge.measuring import Answer, Question, Verdict, judge
from knowledge.search import Found, Scored

ANSWERS = {
    "right": Answer(("iuran",), True, "Iurannya Rp8.400 sebulan."),
    "vague": Answer(("iuran", "upah"), True, "Iurannya murah."),
    "jht": Answer(("jht",), True, "Rp8.400"),
    "jkk": Answer(("jkk",), True, "Rp8.400"),
    "jkm": Answer(("jkm",), True, "Rp8.400"),
    "kesehatan": Answer(("oos_bpjs_kesehatan",), False, "Telepon 165."),
    "lain": Answer(("oos_lain",), False, "Bukan urusan kami."),
}

IURAN = Question("a", "berapa", "iuran", frozenset({"iuran"}), True, (("8.400",),), "petani", "slang", "written")
KARTU = Question("b", "kis", "oos_bpjs_kesehatan", frozenset({"oos_bpjs_kesehatan"}), False)


def verdict(
    outcome: Literal["answer", "suggest", "decline"],
    entries: str,
    offered: Sequence[str] = (),
    question: Question = IURAN,
    in_scope: float = 0.9,
    ms: float = 1.0,
) -> Verdict:
    """entries: ids with blanks between, best first."""
    found = Found(outcome, in_scope, tuple(Scored(one, 0.5) for one in entries.split()))
    return judge(question, found, offered, ANSWERS, ms)
