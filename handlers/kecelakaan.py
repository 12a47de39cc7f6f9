"""Kecelakaan: what to do now when somebody is hurt, and gentle words when somebody has died."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogue.state import Json
from dialogue.talk import Talk
from dialogue.text import Text, joined
from dialogue.topic import Topic
from dialogue.turn import Link, Proof, Say, Turn
from dialogue.words import bare
from knowledge.emergency import is_emergency
from knowledge.entry import HELPLINE
from leads.view import View

topic: Topic[View] = Topic("kecelakaan", Text("Darurat: kecelakaan"))

OFFICER = Link("petugas", Text("Hubungi petugas"), "darurat")
FAMILY = Link("petugas", Text("Hubungi petugas"), "duka")

PICKED = re.compile(
    r"(?:(?:kecelakaan|celaka|meninggal|wafat|mati|kematian|dunia|biasa|sakit|kerja|saat|karena|krn|bukan|tidak|yang|yg"
    r"|soal|manfaat|santunan)\b ?)+"
)
"""Nothing but the words of an event to be reckoned: nobody is named, nor any time or place."""
SOON = 600.0
"""Seconds within which such words answer the question; after a longer silence they may tell of an accident."""


def emergency(talk: Talk[View], text: str) -> Turn | None:
    """Before anything else: an accident or a death that is being told of; but not where it is told to an officer."""
    if talk.slot is not None and talk.slot.name == "keperluan" and not talk.state.asleep:
        return None
    kind = is_emergency(text)
    return talk.open(topic.name, kind) if kind and not picks_event(talk, text) else None


def picks_event(talk: Talk[View], text: str) -> bool:
    """Is this but an answer to "Kejadian mana yang ingin dihitung?", which has just been asked?"""
    waits = talk.slot is not None and talk.slot.name == "kejadian" and not talk.state.asleep
    return waits and talk.state.quiet_since(talk.view.at) <= SOON and bool(PICKED.fullmatch(bare(text)))


@topic.opens
def show(argument: str, view: View) -> Say:
    """argument: "death", "handled", "places", "letters" or anything else for an accident."""
    name = argument if argument in SCREENS else "accident"
    return replace(SCREENS[name](view), proof=Proof(topic.name, {"screen": name}))


@topic.rebuilds
def rebuilt(inputs: Mapping[str, Json], view: View) -> Say:
    return SCREENS[inputs["screen"]](view)


def accident(view: View) -> Say:
    text = joined(
        Text("*Tolong korban dulu, Bapak/Ibu.*"),
        Text("1. Bawa ke IGD atau puskesmas terdekat."),
        Text("2. Bila terjadi saat kerja atau di perjalanan kerja, sampaikan: “ini kecelakaan kerja”."),
        Text("3. Simpan semua kuitansi. Catat jam, tempat, dan saksi."),
        Text(
            "4. Lapor paling lambat {due}: telepon {phone} atau petugas kami. Chat ini belum dihitung laporan.",
            due=view.facts["lapor-kecelakaan"].spoken,
            phone=view.facts[HELPLINE].spoken,
        ),
        Text("Belum terdaftar atau belum bayar? Tetap hubungi kami, kami jelaskan apa adanya."),
        by="\n",
    )
    choices = (
        OFFICER,
        Link(topic.name, Text("Puskesmas boleh?"), "places"),
        Link(topic.name, Text("Sudah ditangani"), "handled"),
    )
    return Say(text, choices, grave=True, cite=("lapor-kecelakaan",))


def condolence(view: View) -> Say:
    text = Text(
        "Kami turut berdukacita, Bapak/Ibu. Semoga keluarga diberi kekuatan. Bila berkenan, petugas kami membantu"
        " memeriksa dan mengurus hak keluarga, tanpa biaya. Kapan pun siap:"
    )
    return Say(text, (FAMILY, Link(topic.name, Text("Surat yang perlu"), "letters")), grave=True)


def places(view: View) -> Say:
    text = Text(
        "Boleh. Saat darurat, bawa ke tempat terdekat yang bisa menolong, puskesmas pun boleh. Simpan kuitansi dan"
        " surat dari dokternya. Setelah itu telepon {phone} atau petugas, supaya dibantu pindah ke rumah sakit yang"
        " bekerja sama bila perlu.",
        phone=view.facts[HELPLINE].spoken,
    )
    return Say(text, (OFFICER, Link(topic.name, Text("Sudah ditangani"), "handled")), grave=True)


def handled(view: View) -> Say:
    text = Text(
        "Syukurlah. Jangan lupa melapor paling lambat {due} sejak kejadian, supaya haknya tidak tertunda. Petugas"
        " membantu mengisi laporannya.",
        due=view.facts["lapor-kecelakaan"].spoken,
    )
    return Say(text, (OFFICER, Link("menu", Text("Menu"))), grave=True, cite=("lapor-kecelakaan",))


def letters(view: View) -> Say:
    text = Text(
        "Bila keluarga sudah siap, ini yang biasanya diminta: surat keterangan kematian, KTP dan KK almarhum serta ahli"
        " waris, kartu peserta bila ada, dan surat keterangan ahli waris dari desa. Tidak harus lengkap dulu untuk"
        " bertanya. Mengurusnya gratis."
    )
    return Say(text, (FAMILY, Link("menu", Text("Menu"))), grave=True)


SCREENS: Mapping[str, Callable[[View], Say]] = {
    "accident": accident,
    "death": condolence,
    "handled": handled,
    "places": places,
    "letters": letters,
}
