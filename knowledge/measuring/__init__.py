"""Measuring: how good the answers are to a file of questions whose answers are known."""

from knowledge.measuring.in_json import in_json
from knowledge.measuring.markdown import markdown, overall
from knowledge.measuring.mention import mentions
from knowledge.measuring.page import PageError, placed
from knowledge.measuring.question import Question, RowError, read_question
from knowledge.measuring.report import About, Report
from knowledge.measuring.verdict import Answer, Verdict, judge

__all__ = [
    "About",
    "Answer",
    "PageError",
    "Question",
    "Report",
    "RowError",
    "Verdict",
    "in_json",
    "judge",
    "markdown",
    "mentions",
    "overall",
    "placed",
    "read_question",
]
