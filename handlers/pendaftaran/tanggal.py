"""Tanggal: the day from which a deadline of the checklist is counted."""

from datetime import date
from typing import Literal

from dialogue.form import Filled, Form, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Choice, Say
from handlers.pendaftaran import langkah
from leads.checklist import NoteDay
from leads.day import read_day
from leads.view import View

QUESTIONS = {
    "mulai": Text("Kapan pekerja pertama mulai bekerja? Contoh: 24-11-2026"),
    "berubah": Text("Kapan orangnya berganti, masuk, atau keluar? Contoh: 24-11-2026"),
}


def ask(answers: Answers, hold: Json, view: View) -> Say:
    question = QUESTIONS.get(answers.get("apa", ""), QUESTIONS["mulai"])
    return Say(question, (Choice("hari ini", Text("Hari ini")), Choice("kemarin", Text("Kemarin"))))


def read(reply: Reply, view: View) -> Read:
    day = read_day(reply.choice or reply.text, view.today)
    return Filled({"hari": day.isoformat()}) if day and LONGEST_AGO <= (day - view.today).days <= FURTHEST else None


LONGEST_AGO, FURTHEST = -3650, 366
"""Days: what lies further away was mistyped."""

day: Slot[View] = Slot(
    "hari",
    Text("tanggal"),
    ask,
    read,
    why=Text("Batas waktunya dihitung dari tanggal itu."),
    rephrase=Text("Maaf, tanggalnya belum terbaca."),
    example=Text("Tulis seperti ini: 24-11-2026, atau 24 November 2026."),
    numeric=True,
)
form: Form[View] = Form((day,), cancelled=Text("Baik, tanggalnya tidak dicatat."))
topic: Topic[View] = Topic("tanggal", Text("Tanggal"), form)


@topic.done
def note(answers: Answers, view: View) -> Say:
    name: Literal["mulai", "berubah"] = "berubah" if answers.get("apa") == "berubah" else "mulai"
    return Say(effects=(NoteDay(answers.get("ref", ""), name, date.fromisoformat(answers["hari"])),))


topic.outcome(NoteDay)(langkah.day_noted)
