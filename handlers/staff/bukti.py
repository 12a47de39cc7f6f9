"""Bukti for officers: an answer pulled by its number, made again from the content of its day, and compared."""

import json
import re
from collections.abc import Iterator

from dialogue.talk import Talk
from dialogue.text import Raw, Text
from dialogue.turn import Link, Outcome, Say, Turn
from handlers.bukti import dasar, heading, topic, wants_proof
from leads.answers import ProvedAnswer, PullAnswer, Verdict
from leads.view import View

TYPED = re.compile(r"/?bukti(?:kan)?\s+(?:jawaban\s+)?(?:nomor\s+)?(?P<number>j\W{0,3}\d{1,9}|\d{1,9})", re.IGNORECASE)
VERDICTS = {
    Verdict.sama: Text("Dibuat ulang dari isi versi {version}: persis sama dengan yang diberikan."),
    Verdict.berubah: Text(
        "Dibuat ulang dari isi versi {version}: tidak persis sama. Isinya masih yang dulu, tetapi program atau"
        " pengaturannya sudah berubah; di bawah ini bunyinya sekarang."
    ),
    Verdict.gagal: Text(
        "Tidak bisa dibuat ulang: program sekarang tidak lagi mengenal jawaban ini (isi versi {version})."
    ),
    Verdict.dihapus: Text(
        "Tidak bisa dibuat ulang: masukannya sudah dihapus atas permintaan orangnya (isi versi {version})."
    ),
}


@topic.outcome(PullAnswer)
def pulled(outcome: Outcome, view: View) -> Say:
    """Whose answer it was is not told: the officer has the number from whoever asks about it."""
    assert isinstance(outcome.effect, PullAnswer)
    value: ProvedAnswer | None = outcome.value
    tasks = Link("tugas", Text("Tugas saya"))
    if value is None:
        return Say(Text("Tidak ada jawaban dengan nomor itu. Contoh: BUKTI J-15."), (tasks,))
    text, onward = dasar.page(tuple(parts(value, view)), outcome.effect.page, str(value.given.number), view)
    return Say(text, (*onward, tasks))


def parts(value: ProvedAnswer, view: View) -> Iterator[Text]:
    """Everything there is to an answer, in the order in which it is wanted."""
    yield heading(value, view)
    where = Text("Lewat {channel}; penanyanya disamarkan.", channel=value.channel)
    yield where if value.channel else Text("Penanyanya tidak lagi tercatat.")
    yield verdict(value)
    if value.words:
        yield Text("Bunyinya: {words}", words=Raw(value.words))
    if value.given.inputs:
        yield Text("Masukan: {inputs}", inputs=Raw(inputs(value)))
    yield Text("Dasarnya:") if value.rows else Text("Tidak bersandar pada fakta mana pun.")
    yield from dasar.lines(value.rows)


def verdict(value: ProvedAnswer) -> Text:
    return Text(VERDICTS[value.verdict].message, version=Raw(value.given.version))


def inputs(value: ProvedAnswer) -> str:
    """What it was made from: "entry = iuran-bpu; part = full"."""
    said = {name: one if isinstance(one, str) else json.dumps(one) for name, one in value.given.inputs.items()}
    return "; ".join(f"{name} = {one}" for name, one in said.items())


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: BUKTI J-1532. An officer gets any answer so, anybody else his own."""
    found = TYPED.fullmatch(text.strip())
    return talk.open(topic.name, found["number"]) if found and not wants_proof(talk) else None
