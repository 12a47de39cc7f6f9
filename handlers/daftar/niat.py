"""Niat: the wish to register in people's own words, told apart from a question about it."""

import re

from dialogue.talk import Talk
from dialogue.text import Text
from dialogue.turn import Link, Say, Turn
from dialogue.words import bare
from handlers.daftar import pencarian
from knowledge.villages import Sure, Village
from leads.view import View

REGISTER = r"(?:daftar|daftarin|daftarkan|daftarkeun|mendaftar|mendaftarkan|didaftarkan|ndaftar|ngadaftar)"
JOIN = r"(?:ikut|ikutan|gabung|bergabung)"
WISH = (
    r"(?:mau|ingin|pengen|pengin|pingin|kepingin|hendak|akan|minta|tolong|mohon|bantu|dibantu|siap|ayo|mari|bade|hoyong"
    r"|arep)"
)
WISHED = re.compile(rf"\b{WISH}\b(?: \w+){{0,4}}? (?:{REGISTER}|{JOIN})\b|^(?:{REGISTER}|{JOIN})\b")
TOGETHER = re.compile(r"\bikut (?:saja|aja|campur|senang|serta|rapat|acara|sosialisasi)\b")
ASKED = re.compile(
    r"\b(?:cara|caranya|syarat|syaratnya|berkas|berkasnya|dokumen|apa|apakah|apaan|berapa|brp|gimana|bagaimana|gmn"
    r"|kapan|kenapa|mengapa|siapa|mana|dimana|kemana|langkah|biaya|kumaha|naon|sabaraha|piye|pira)\b"
)
OTHERWISE = re.compile(
    r"\b(?:tidak|tdk|gak|ga|nggak|ngga|bukan|batal|jangan|belum|blm|sudah|sdh|udah|kalau|kalo|jika|bila|takut|ragu"
    r"|tanya|nanya|tny|bpu|mandiri|sendiri|perorangan|pribadi|online|jmo|akun|sipp|klaim|antre|antri|antrian|antrean|bsu|prakerja|perisai"
    r"|agen|kesehatan|jkn|kis|pekerja baru|karyawan baru|ojek|petani|pedagang|nelayan|ojol|rumah tangga|bayi)\b"
)
AT_LAST = re.compile(
    r"^(?:(?:ya|yaudah|yasudah|oke|ok|baik|baiklah|siap|boleh|kalau begitu|kalo gitu|sudah|udah|udh|sdh)\b ?)+"
)
"""What a decision begins with: "ya udah daftarin aja"."""
COOPERATIVE = re.compile(r"\b(?:koperasi|kopdes|kopkel|kdmp|kkmp|kdkmp|desa|kelurahan)\b")
NAMED = 6
"""Words of a message that is nothing but the name of a cooperative."""
LONGEST = 300


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: "mau daftar", "tolong daftarkan koperasi desa Cikahuripan". What it tells is not asked again."""
    waits = talk.slot is not None and not talk.slot.optional
    if waits and not talk.state.asleep:
        return None
    if wants(text):
        return talk.open("daftar", "" if is_under_way(talk, text) else text)
    village = cooperative_named(text, talk.view)
    return talk.tell(offered(village), "daftar") if village else None


def cooperative_named(text: str, view: View) -> Village | None:
    """The village of a message that is nothing but the name of its cooperative: "KDMP Cikahuripan Klapanunggal"."""
    said = bare(text)
    if len(said.split()) > NAMED or not COOPERATIVE.search(said) or ASKED.search(said):
        return None
    match view.book.villages.match(text):
        case Sure(village) if pencarian.named(village, text):
            return village
    return None


def offered(village: Village) -> Say:
    text = Text(
        "{cooperative}, Kecamatan {kecamatan}. Mau didaftarkan?",
        cooperative=village.cooperative,
        kecamatan=village.kecamatan,
    )
    return Say(text, (Link("daftar", Text("Ya, daftarkan"), village.code), Link("menu", Text("Menu"))))


def is_under_way(talk: Talk[View], text: str) -> bool:
    """Whether the village that is named is the one of a form that waits already."""
    hint = pencarian.hint(text, talk.view).get(pencarian.HINT)
    frame = next((frame for frame in talk.state.frames if frame.topic == "daftar"), None)
    village = frame.answers.get("desa") if frame else None
    return bool(hint and village and village["code"] in hint["codes"])


def wants(text: str) -> bool:
    """Whether somebody says that he wants his cooperative registered: no question, no refusal, nothing for himself."""
    said = AT_LAST.sub("", bare(text))
    if len(said) > LONGEST or text.rstrip().endswith("?") or ASKED.search(said) or OTHERWISE.search(said):
        return False
    return WISHED.search(said) is not None and not TOGETHER.search(said)
