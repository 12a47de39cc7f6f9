"""Emergency: an accident or a death that has happened, told apart from a question about one. Pure word rules."""

import re
from typing import Literal

from knowledge.asking.phrases import alternatives, any_of

_INJURY = alternatives(
    "pingsan, berdarah, pendarahan, patah (?:tulang|kaki|tangan), luka (?:parah|bakar|berat)",
    r"(?:terpotong|putus) (?:jari|tangan|kaki)\w*, (?:jari|tangan|kaki)\w*(?: \w+)?(?: \w+)? (?:terpotong|putus|patah)",
)
_ACCIDENT = alternatives(
    "kecelakaan, kacilakaan, celaka, cilaka, laka, tertimpa, ketimpa, katimpa, kejatuhan, ketiban, terjatuh",
    "kepleset, terpeleset, tisoledat, tabrakan, tertabrak, ketabrak, ktabrak, ditabrak, keserempet, terserempet",
    "kesetrum, tersetrum, kasetrum, tersengat, disengat, terjepit, kejepit, tergiling, terlindas, kelindas",
    "kebakaran, terbakar, kabakar, tersiram, tenggelam, keracunan, ledakan, meledak",
    "(?:jatuh|labuh|tibo|geubis|ragrag)(?! tempo| pada tanggal| tanggal| miskin| cinta| pailit| sakit| hari)",
)
_DEATH = alternatives(
    "meninggal, mninggal, wafat, tewas, maot, pupus, tutup usia, berpulang, seda, sedo, innalillahi, inalillahi",
    "innalilahi",
)
_WHO = alternatives(
    "saya, sy, kami, suami, istri, bapak, ibu, ayah, anak, adik, kakak, teman, temen, rekan, karyawan, pegawai",
    "anggota, pekerja, pengurus, manajer, kasir, sopir, supir, tetangga, almarhum, almarhumah, ada, korban",
    "orang, tukang, kuli, petani, dia, beliau, pak, bu, bang, mang",
)
_IS_INJURY = re.compile(rf"\b(?:{_INJURY})\b")
_IS_ACCIDENT = re.compile(rf"\b(?:{_ACCIDENT}|{_INJURY})\b")
_IS_DEATH = re.compile(rf"\b(?:{_DEATH})\b")
_TO_SOMEONE = re.compile(
    rf"\b(?:{_WHO})\b(?: \w+){{0,4}} (?:{_ACCIDENT}|{_DEATH})\b|\b(?:{_ACCIDENT}|{_DEATH})\b(?: \w+){{0,3}} korban\b"
)
_URGENT = any_of("darurat, emergency, gawat, sos")
_NOW = any_of(
    "barusan, baru, nembe, nembean, tadi, td, sekarang, skrg, skrng, ayeuna, saiki, kemarin, kmrn, kamari",
    "wingi, semalam, pagi ini, siang ini, sore ini, hari ini, malam ini, darurat, gawat, cepat, segera, tolong",
    "tlg, innalillahi, inalillahi, di (?:rs|igd|rumah sakit|puskesmas), masuk (?:igd|rs|rumah sakit), dibawa ke",
)
_ASKING = any_of(
    "berapa, brp, sabaraha, piro, apa itu, apakah, apa saja, apa aja, apa arti, bedanya, maksudnya, termasuk",
    "ditanggung, dijamin, dicover, santunan, manfaat, jaminan, iuran, program, syarat, berkas, dokumen, klaim",
    "ahli waris, contoh, jkk, jkm, beasiswa, dapat apa, dapet apa, hitung, risiko, cara, takut, khawatir",
    "mencegah, asuransi, peserta, hubungan kerja, kenapa, mengapa, dianggap, disebut, tempo, tanya, nanya, soal",
    "tentang, info",
)
_SUPPOSING = any_of(
    "kalau, kalo, klo, kl, jika, bila, apabila, misal, misalnya, seandainya, lamun, nek, umpama, jangan sampai",
    "apa itu",
)
_A_THING = re.compile(
    r"\b(?:hp|hape|handphone|ponsel|kartu|dompet|harga|saldo|omzet|sinyal|server|aplikasi)\b"
    r"(?: \w+){0,2} (?:jatuh|meledak)"
)
_FEW_WORDS = 3
_READ = 1000


def is_emergency(text: str) -> Literal["accident", "death"] | None:
    """What has happened, or None. A question about benefits is none, unless it is of someone and of now."""
    said = " ".join(re.findall(r"[a-z]+", text[:_READ].lower()))
    few = len(said.split()) <= _FEW_WORDS
    if few and _URGENT.search(said):
        return "accident"
    death, accident = _IS_DEATH.search(said), _IS_ACCIDENT.search(said)
    if not (death or accident) or not _has_happened(said, few):
        return None
    return "death" if death else "accident"


def _has_happened(said: str, few: bool) -> bool:
    if _SUPPOSING.search(said) or _A_THING.search(said):
        return False
    to_someone, now = bool(_TO_SOMEONE.search(said) or _IS_INJURY.search(said)), bool(_NOW.search(said))
    return (to_someone and now) if _ASKING.search(said) else (to_someone or now or few)
