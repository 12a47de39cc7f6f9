"""Tanya: questions in people's own words, answered from reviewed entries only."""

from collections.abc import Mapping

from dialogue.state import Json
from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Say
from handlers.tanya import balasan
from handlers.tanya.balasan import not_that
from handlers.tanya.isian import reads_questions, recalling, taken
from handlers.tanya.jawaban import MENU, PROVE, TOPIC, TOPICS, answer, examples, is_elsewhere, theme, titled, whole
from handlers.tanya.pertanyaan import looks_asked, puzzled, question, sure
from handlers.tanya.tawaran import CHOSEN, NONE, NOT, suggested, suggestion, unsure
from leads.questions import JudgeQuestion, KeepQuestion, number_in
from leads.view import View

__all__ = [
    "MENU",
    "PROVE",
    "TOPICS",
    "answer",
    "examples",
    "is_elsewhere",
    "looks_asked",
    "not_that",
    "puzzled",
    "question",
    "reads_questions",
    "recalling",
    "suggested",
    "suggestion",
    "sure",
    "taken",
    "theme",
    "titled",
    "topic",
    "unsure",
    "whole",
]

topic: Topic[View] = Topic(TOPIC, Text("Tanya"))
topic.outcome(KeepQuestion)(balasan.kept)
topic.outcome(JudgeQuestion)(balasan.judged)


@topic.opens
def open_entry(argument: str, view: View) -> Say:
    """argument: an entry, "more:ID" for all of it, "contoh" for examples; "pilih:NUMBER:ID", "bukan:NUMBER" and
    "bukan:NUMBER:semua" for what is made of the question of that number."""
    what, _, entry_id = argument.rpartition(":")
    judgement = judging(argument)
    if judgement is not None:
        return Say(effects=(judgement,))
    entry = view.book.entries.get(entry_id)
    if entry is None:
        return examples(view)
    return whole(entry, view) if what == "more" else answer(entry, view)


def judging(argument: str) -> JudgeQuestion | None:
    """What a tap says of a kept question; None for a tap that says nothing of one."""
    what, _, _ = argument.partition(":")
    number = number_in(argument)
    if number is None or what not in (CHOSEN, NOT):
        return None
    last = argument.rpartition(":")[2]
    if what == CHOSEN:
        return JudgeQuestion(number, "chosen", last)
    return JudgeQuestion(number, "refused" if last == NONE else "wrong")


@topic.rebuilds
def rebuilt(inputs: Mapping[str, Json], view: View) -> Say:
    """The same answer again. Raises KeyError for an entry that the book does not have."""
    entry = view.book.entries[inputs["entry"]]
    return whole(entry, view) if inputs["part"] == "full" else answer(entry, view)
