"""What no text may do: promise too early, shout, run on, or smile at an accident."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from unicodedata import category

import pytest

from bot.render import plain
from bot.script import blocks, parse
from dialogue.text import joined
from handlers.daftar import ask_consent, pencarian
from handlers.menu import rows
from leads.joining import Part
from leads.pipeline import LeadState
from leads.view import Branch
from tests.handlers.talker import Talker, stranger

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("bot", "handlers", "leads", "knowledge", "dialogue")
DAYS = (date(2026, 11, 23), date(2027, 1, 5), date(2027, 7, 1))
FIRST_BUBBLE = 400
CLAIM = re.compile(
    r"\b(?:terdaftar|terlindungi)\b|\bpeserta aktif\b|\b(?:sudah|telah|berhasil) (?:didaftarkan|dilindungi|aktif)\b"
    r"|\bpendaftaran\w* (?:sudah |telah )?(?:selesai|berhasil|diterima)\b|\bresmi (?:menjadi|terdaftar|peserta)\b",
    re.IGNORECASE,
)
"""Words after which a hurried reader believes that he is registered or protected."""
NOT_YET = re.compile(
    r"\b(?:belum|tidak|bukan|bila|kalau|jika|sampai|setelah|sesudah|wajib|harus|dapat|boleh|apakah|kapan)\b|\?",
    re.IGNORECASE,
)
"""Words that keep the sentence from saying so: a denial, a condition, a question."""

CONFIRMED = {
    "Koperasi {place} sudah terdaftar, {name}.",
    "Orang yang didaftarkan sekarang terlindungi, selama iurannya dibayar.",
    "Koperasi {place} peserta aktif, {name}.",
    "Orang yang didaftarkan terlindungi selama iurannya dibayar.",
}
"""What the applicant is told by the state that staff have confirmed, and by nothing else (leads/pipeline/told.py)."""
STAFF_ONLY = {"Orang terlindungi (iuran pertama sudah dibayar): {count}.", "Terdaftar", "terdaftar belum bayar"}
STAFF_ONLY |= {"Nomor sudah terdaftar di Cloud API."}
"""What staff read: the head's digest, the heading of a list, the name of a state, a command about a phone number."""
IN_GENERAL = {
    'Pekerja yang didaftarkan perusahaan memilih "sudah terdaftar", lalu mengisi NIK, nama, dan tanggal lahir persis'
    " seperti data perusahaan.",
    "Tulisan NIK sudah terdaftar biasanya berarti sudah ada akun;",
    "Semua ini untuk peserta yang sudah terdaftar dan iurannya dibayar.",
    "Santunan ini untuk peserta yang sudah terdaftar dan iurannya dibayar.",
    'Saat membuat akun, pekerja yang didaftarkan perusahaan memilih "sudah terdaftar", lalu mengisi NIK, nama, dan'
    " tanggal lahir.",
    "Di JMO, pekerja yang didaftarkan koperasi memilih sudah terdaftar.",
    "batalkan dan pilih sudah terdaftar.",
    "Santunan penuhnya Rp42.000.000 bagi peserta aktif yang sudah 3 bulan ikut.",
}
"""Entries that speak of an app's labels, or of those who are participants already."""


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.?!;])\s+|\n", text) if part.strip()]


def claims(text: str) -> set[str]:
    """The sentences that say, without a condition, that somebody is registered or protected."""
    return {one for one in sentences(text) if CLAIM.search(one) and not NOT_YET.search(one)}


def literals() -> Iterator[tuple[str, str]]:
    """Every text for people in the source, with its file."""
    for path in (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                yield from ((path.name, str(arg.value)) for arg in node.args[:1] if isinstance(arg, ast.Constant))


def entries() -> Iterator[tuple[str, str, str]]:
    """Every entry on every day that changes something: its id, its opening, all of it."""
    book = stranger().book
    for facts in map(book.on, DAYS):
        for entry in book.entries.values():
            yield entry.id, plain(entry.opening(facts)), plain(entry.full(facts))


@dataclass(frozen=True)
class Bubble:
    """One bubble of a golden talk. after: the line that it answers. so_far: how far the cards of staff had come."""

    talk: str
    who: str
    after: str
    text: str
    so_far: str
    public: bool


def bubbles() -> Iterator[Bubble]:
    for path in sorted((ROOT / "tests" / "conversations").glob("*.txt")):
        script = parse(path.read_text(encoding="utf-8"))
        staff = {one.who for one in script.staff}
        after, so_far = "", ""
        for block in blocks(script.lines):
            mark = re.match(r"(?:@(\w+))?<", block[0])
            if mark is None:
                after = block[0]
                continue
            lines = [re.sub(r"^(?:@\w+)?<(?: {1,3}|$)", "", line) for line in block]
            text = "\n".join(line for line in lines if not re.fullmatch(r"(\[[^]]+\] ?)+", line))
            moved = re.findall(r"Koperasi: ([\w ]+)\.", text) if mark[1] in staff else []
            so_far = " ".join((so_far, *moved))
            yield Bubble(path.stem, mark[1] or "me", after, text, so_far, mark[1] not in staff)


BUBBLES = list(bubbles())
PUBLIC = [bubble for bubble in BUBBLES if bubble.public]


def told(message: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(message)))


def test_no_text_says_too_early_that_somebody_is_registered_or_protected() -> None:
    found = {claim for _, message in literals() for claim in claims(message)}
    assert found - STAFF_ONLY == CONFIRMED


def test_what_is_told_as_confirmed_stands_in_the_table_of_states_only() -> None:
    assert {name for name, message in literals() if claims(message) & CONFIRMED} == {"told.py"}


def test_no_entry_says_that_the_reader_is_registered_or_protected() -> None:
    assert {claim for _, _, full in entries() for claim in claims(full)} <= IN_GENERAL


def test_in_no_talk_anybody_hears_it_before_staff_have_recorded_it() -> None:
    early = []
    for bubble in PUBLIC:
        for claim in claims(bubble.text):
            paid = "terlindungi" in claim or "aktif" in claim
            recorded = ("iuran pertama dibayar", "aktif") if paid else ("terdaftar belum bayar",)
            by_state = any(told(message).fullmatch(claim) for message in CONFIRMED)
            if not by_state or not any(state in bubble.so_far for state in recorded):
                early.append((bubble.talk, claim))
    assert early == []


def test_somebody_does_hear_it_once_it_is_so() -> None:
    heard = {claim for bubble in PUBLIC if bubble.talk.startswith("ubah-status") for claim in claims(bubble.text)}
    assert heard == {
        "Koperasi Cikahuripan sudah terdaftar, Bu Siti.",
        "Orang yang didaftarkan sekarang terlindungi, selama iurannya dibayar.",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Selamat, koperasi Bapak/Ibu sudah terdaftar.",
        "Mulai hari ini Bapak/Ibu terlindungi.",
        "Pendaftaran selesai, terima kasih.",
        "Baik. Sekarang koperasi resmi menjadi peserta.",
    ],
)
def test_an_early_promise_would_be_seen(text: str) -> None:
    assert claims(text)


def test_nothing_shouts() -> None:
    shouting = [name for name, message in literals() if "!" in message]
    shouting += [name for name, _, full in entries() if "!" in full]
    assert shouting == []


def test_nothing_smiles_least_of_all_at_an_accident_or_a_death() -> None:
    talker = Talker()
    screens = [talker.opens("kecelakaan", name).last for name in ("", "death", "places", "handled", "letters")]
    screens += [talker.opens("petugas", name).last for name in ("darurat", "duka")]
    said = [message for _, message in literals()] + [full for _, _, full in entries()] + screens
    assert [text for text in said if any(category(letter) == "So" for letter in text)] == []


def test_a_death_is_met_without_a_number() -> None:
    words = Talker().says("bendahara kami meninggal tadi malam")
    assert not re.search(r"\d|Rp", words.last)
    assert words.taps("Surat yang perlu").last.startswith("Bila keluarga sudah siap")
    assert not re.search(r"\d|Rp", words.last)


def proves(bubble: Bubble) -> bool:
    """Whoever asks for the proof of an answer wants every fact of it."""
    return bubble.text.startswith("Jawaban J-")


def test_the_first_bubble_of_every_turn_is_short() -> None:
    wanted_more = ("[tap Selengkapnya]", "[tap Dasar hukum]", "[tap Rincian]")
    first = {bubble.who + bubble.after + bubble.talk: bubble for bubble in reversed(PUBLIC)}.values()
    asked = [bubble for bubble in first if not bubble.after.endswith(wanted_more) and not proves(bubble)]
    long = [bubble for bubble in asked if len(bubble.text) > FIRST_BUBBLE]
    assert [(bubble.talk, bubble.after, len(bubble.text)) for bubble in long] == []


def test_no_other_bubble_is_long_either() -> None:
    long = [bubble for bubble in PUBLIC if len(bubble.text) > FIRST_BUBBLE and not proves(bubble)]
    assert {bubble.after for bubble in long} <= {"> [tap Selengkapnya]", "> [tap Rincian]"}


def test_an_answer_is_short_until_more_is_wanted() -> None:
    assert [name for name, opening, _ in entries() if len(opening) > FIRST_BUBBLE] == []


def test_consent_is_short_under_the_longest_name_of_a_branch_and_behind_the_longest_village() -> None:
    branch = Branch("BPJS Ketenagakerjaan Cabang Bogor Cileungsi", None, None, 90)
    long = "x" * pencarian.LONGEST
    for said in (pencarian.as_said(long).say, pencarian.as_said(long, outside="Kabupaten Bandung Barat").say):
        assert len(plain(joined(said, ask_consent(replace(stranger(), branch=branch))))) <= FIRST_BUBBLE


def test_the_menu_of_the_public_fits_every_channel() -> None:
    part = Part("K-7QM3", "Nambo", LeadState.baru, None, None, "", None, None)
    for view in (stranger(), replace(stranger(), leads=(part,))):
        labels = [plain(link.label) for link in rows(view)]
        assert len(labels) <= 9
        assert max(map(len, labels)) <= 20
