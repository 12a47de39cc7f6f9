"""Asking: what the form on top wants to know next, and how it says so."""

from dataclasses import replace
from typing import TYPE_CHECKING

from dialogue.form import CHANGE, CONFIRM, CONSENT, SKIP, SUMMARY, YES_NO, Slot
from dialogue.text import Text, joined
from dialogue.turn import Choice, DefectError, Say
from dialogue.view import V

if TYPE_CHECKING:
    from dialogue.talk import Talk

KEEP = Choice("tetap", Text("Tidak ada yang diubah"))
UNCLEAR = Text("Maaf, saya belum menangkap maksudnya. Silakan pilih salah satu.")
HOW_TO_ANSWER = {
    CONSENT: Text("Cukup dijawab: Ya, atau Tidak."),
    SUMMARY: Text("Cukup dijawab: Ya, Ubah, atau Batal."),
    CHANGE: Text("Cukup tulis nama bagiannya, atau nomor pilihannya."),
}
OWN_LABELS = {CONSENT: Text("persetujuan"), SUMMARY: Text("ringkasan"), CHANGE: Text("ringkasan")}
OWN_REASON = Text("Supaya tidak ada yang keliru sebelum diteruskan.")


def next_step(talk: "Talk[V]") -> str | None:
    """The step that comes next; None: the form is complete."""
    form, frame = talk.waiting()
    slot = form.next_slot(frame.answers, talk.view)
    if slot is not None:
        return CONSENT if slot.personal and form.needs_consent(frame.answers, talk.view) else slot.name
    return SUMMARY if form.summary and frame.answers.get(SUMMARY) != "ya" else None


def is_known(talk: "Talk[V]") -> bool:
    """Does the form still have the step that waits? An upgrade may have removed it."""
    form, frame = talk.waiting()
    if frame.step == CONSENT:
        return form.consent is not None
    if frame.step in (SUMMARY, CHANGE):
        return form.summary is not None
    return form.slot(frame.step) is not None


def still_stands(talk: "Talk[V]") -> bool:
    """Has the step that waits still to be asked? Another form may have answered it meanwhile."""
    form, frame = talk.waiting()
    if frame.step == CONSENT:
        return form.needs_consent(frame.answers, talk.view)
    slot = form.slot(frame.step)
    return slot.applies(frame.answers, talk.view) if slot else frame.step in (SUMMARY, CHANGE)


def question(talk: "Talk[V]") -> Say:
    """What the form on top is asking."""
    form, frame = talk.waiting()
    if frame.step == CONSENT and form.consent:
        ask = form.consent.again if form.consent.again and (frame.returned or frame.tries) else form.consent.ask
        return Say(ask(talk.view), YES_NO)
    if frame.step == SUMMARY and form.summary:
        return Say(form.summary(form.relevant(frame.answers, talk.view), talk.view), CONFIRM)
    if frame.step == CHANGE:
        return Say(Text("Bagian mana yang diubah?"), (*changeable(talk), KEEP))
    slot = form.slot(frame.step)
    if slot is None:
        raise DefectError(f"{frame.topic} has no step {frame.step}")
    say = slot.ask(frame.answers, frame.hold, talk.view)
    return replace(say, choices=(*say.choices, SKIP)) if slot.optional else say


def is_optional(talk: "Talk[V]") -> bool:
    """May the question that waits be left out?"""
    return talk.slot is not None and talk.slot.optional


def given_slots(talk: "Talk[V]") -> list[Slot[V]]:
    """The slots of the form on top that have an answer, the newest last."""
    form, frame = talk.waiting()
    slots = (form.slot(name) for name in form.relevant(frame.answers, talk.view))
    return [slot for slot in slots if slot]


def changeable(talk: "Talk[V]") -> tuple[Choice, ...]:
    """The answers that "ubah" offers, in the order of the form."""
    form, _ = talk.waiting()
    given = {slot.name for slot in given_slots(talk)}
    return tuple(Choice(slot.name, slot.label) for slot in form.slots if slot.name in given)


def label(talk: "Talk[V]") -> Text:
    """What the step that waits is called."""
    form, frame = talk.waiting()
    slot = form.slot(frame.step)
    return slot.label if slot else OWN_LABELS[frame.step]


def reason(talk: "Talk[V]") -> Text:
    """Why the step that waits is asked."""
    form, frame = talk.waiting()
    slot = form.slot(frame.step)
    if slot:
        return slot.why
    return form.consent.why if form.consent and frame.step == CONSENT else OWN_REASON


def hint(talk: "Talk[V]", tries: int) -> Text:
    """After the first answer that was not understood the question in other words, after the second an example."""
    form, frame = talk.waiting()
    slot = form.slot(frame.step)
    if slot:
        return slot.rephrase if tries == 1 else slot.example
    return UNCLEAR if tries == 1 else HOW_TO_ANSWER[frame.step]


def listed(labels: list[Text]) -> Text:
    """Labels in a sentence: a, b dan c."""
    *first, last = labels
    return joined(joined(*first, by=", "), last, by=" dan ") if first else last
