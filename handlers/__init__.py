"""The conversations: every topic, in menu order, and what may happen at any point of one."""

from dialogue import interrupts
from dialogue.talk import Interrupt, Talk, Topics
from dialogue.topic import Topic
from dialogue.turn import Turn
from handlers import (
    bukti,
    daftar,
    iuran,
    kecelakaan,
    kelayakan,
    kiriman,
    manfaat,
    menu,
    pendaftaran,
    petugas,
    privasi,
    salam,
    status,
    stop,
    tanya,
)
from handlers.daftar import lengkapi, niat
from handlers.pendaftaran import jalan, langkah, tanggal
from handlers.staff import ambil, catatan, kartu, tugas, ubah
from handlers.staff import bukti as pulled
from leads.view import View

ALL: tuple[Topic[View], ...] = (
    menu.topic,
    menu.welcome,
    kecelakaan.topic,
    daftar.topic,
    lengkapi.topic,
    iuran.topic,
    manfaat.topic,
    kelayakan.topic,
    pendaftaran.topic,
    langkah.topic,
    jalan.topic,
    tanggal.topic,
    tanya.topic,
    bukti.topic,
    status.topic,
    petugas.topic,
    privasi.topic,
    privasi.wipe,
    privasi.wrong,
    stop.topic,
    stop.restart,
    ambil.topic,
    ambil.release,
    kartu.topic,
    kartu.split,
    catatan.topic,
    ubah.topic,
    tugas.topic,
    tugas.report,
)

DICTATED = frozenset(("keperluan", "isi"))
"""Slots that take down words for somebody else: what stands in them is not ours to answer."""


def unless_dictated(interrupt: Interrupt[View]) -> Interrupt[View]:
    """The interrupt, but for words that are meant for an officer or for a note."""

    def step(talk: Talk[View], text: str) -> Turn | None:
        dictated = talk.slot is not None and talk.slot.name in DICTATED and not talk.state.asleep
        return None if dictated else interrupt(talk, text)

    return step


TOPICS: Topics[View] = Topics(
    topics={topic.name: topic for topic in ALL},
    interrupts=(
        kecelakaan.emergency,
        stop.words,
        privasi.words,
        interrupts.cancel,
        interrupts.menu,
        interrupts.later,
        interrupts.resume,
        interrupts.back,
        interrupts.correct,
        interrupts.why,
        tugas.words,
        *map(
            unless_dictated,
            (
                *(tanya.not_that, manfaat.words, kelayakan.words),
                *(petugas.check, salam.words, bukti.words, pulled.words, status.words, petugas.human, menu.words),
                *(niat.words, iuran.words, tanya.question),
            ),
        ),
    ),
    commands={
        "start": "mulai",
        "mulai": "mulai",
        "menu": "menu",
        "bantuan": "menu",
        "help": "menu",
        "darurat": "kecelakaan",
        "daftar": "daftar",
        "status": "status",
        "petugas": "petugas",
        "privasi": "privasi",
        "stop": "stop",
        "tugas": "tugas",
        "laporan": "laporan",
        "ambil": "ambil",
        "buka": "buka",
        "catatan": "catatan",
        "ubah": "ubah",
        "bukti": "bukti",
    },
    kinds=kiriman.KINDS,
    unsure=tanya.unsure,
    puzzled=tanya.puzzled,
)
