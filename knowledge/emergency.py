"""Emergency: an accident or a death that has happened, told apart from a question about one. Pure word rules."""

import re
from typing import Literal

from knowledge.asking.phrases import alternatives, any_of
from knowledge.asking.words import plain_letters

_INJURY = alternatives(
    "pingsan, berdarah, pendarahan, patah (?:tulang|kaki|tangan), luka (?:parah|bakar|berat), kakinya patah",
    "tangannya patah, masuk mesin",
    r"(?:terpotong|putus) (?:jari|tangan|kaki)\w*, (?:jari|tangan|kaki)\w*(?: \w+)?(?: \w+)? (?:terpotong|putus|patah)",
)
_SUFFERED = alternatives(
    "tertimpa, ketimpa, katimpa, kejatuhan, ketiban, terjatuh, kepleset, kepeleset, kpleset, terpeleset, tisoledat",
    "tertabrak, ketabrak, ktabrak, ditabrak, katabrak, keserempet, terserempet, kesetrum, tersetrum, kasetrum",
    "tersengat, disengat, terjepit, kejepit, kacepit, tergiling, kegiling, kegergaji, tergergaji, terlindas, kelindas",
    "terbakar, kabakar, tersiram, kesiram, tenggelam, titeuleum, kejebur, kecebur, keracunan, dipatuk, dipatok",
    "nabrak, kena setrum, kesambar, kesamber, tersambar, tertimbun, ketimbun, terguling, kesabet, kebacok, dibacok",
    "ditusuk, dirampok, kesrempet, kerampok, tigebrus, ngguling, kena stroke, kena ledakan, digigit",
    "(?:jatuh|jatoh|labuh|tibo|geubis|ragrag)(?! tempo| pada tanggal| tanggal| miskin| cinta| pailit| sakit| hari)",
)
"""What happens to somebody; said first in a sentence, it has happened to whoever tells it."""
_EVENT = alternatives("kecelakaan, kacilakaan, celaka, cilaka, laka, tabrakan, kebakaran, ledakan, meledak")
_ACCIDENT = f"{_SUFFERED}|{_EVENT}"
_DEATH = alternatives(
    "meninggal, mninggal, wafat, tewas, maot, pupus, tutup usia, berpulang, seda, sedo, innalillahi, inalillahi",
    "innalilahi, tilar dunya, ngantunkeun, dipanggil (?:allah|tuhan|yang maha kuasa), ninggal donya, ninggal dunya",
)
_WHO = alternatives(
    "saya, sy, kami, suami, istri, bapak, ibu, ayah, anak, adik, kakak, teman, temen, rekan, karyawan, pegawai",
    "anggota, pekerja, pengurus, manajer, kasir, sopir, supir, tetangga, almarhum, almarhumah, ada, korban",
    "orang, wong, jalmi, tukang, kuli, petani, nelayan, kurir, ojol, buruh, dia, beliau, pak, bu, bang, mang, kang",
)
_IS_INJURY = re.compile(rf"\b(?:{_INJURY})\b")
_IS_ACCIDENT = re.compile(rf"\b(?:{_ACCIDENT}|{_INJURY})\b")
_IS_DEATH = re.compile(rf"\b(?:{_DEATH})\b")
_TO_SOMEONE = re.compile(
    rf"\b(?:{_WHO})\b(?: \w+){{0,4}} (?:{_ACCIDENT}|{_DEATH})\b|\b(?:{_ACCIDENT}|{_DEATH})\b(?: \w+){{0,3}} korban\b"
)
_TOLD_FIRST = re.compile(
    rf"(?:(?:tadi|td|barusan|kemarin|kmrn|abis|habis|tiba|mendadak|ada|ini|pak|bu|min|tolong) )*"
    rf"(?:(?:{_SUFFERED}|{_DEATH})|(?:tangan|kaki|jari|kepala|mata|badan)(?:ku|nya)? (?:{_SUFFERED}))\b"
)
_URGENT = any_of("darurat, emergency, gawat, sos")
_NOW = any_of(
    "barusan, baru, nembe, nembean, tadi, td, sekarang, skrg, skrng, ayeuna, saiki, kemarin, kmrn, kamari",
    "wingi, semalam, pagi ini, siang ini, sore ini, hari ini, malam ini, darurat, gawat, cepat, segera, tolong",
    r"tlg, tolong\w*, innalillahi, inalillahi, (?:di|ke) (?:rs|igd|rumah sakit|puskesmas|klinik)",
    "masuk (?:igd|rs|rumah sakit), dibawa ke",
)
_ASKING = any_of(
    "berapa, brp, sabaraha, piro, apa itu, apakah, apa saja, apa aja, apa arti, bedanya, maksudnya, termasuk",
    "ditanggung, dijamin, dicover, santunan, manfaat, jaminan, iuran, program, syarat, berkas, dokumen, klaim",
    "ahli waris, contoh, jkk, jkm, beasiswa, dapat apa, dapet apa, hitung, risiko, cara, takut, khawatir",
    "mencegah, asuransi, peserta, hubungan kerja, kenapa, mengapa, dianggap, disebut, tempo, tanya, nanya, soal",
    "tentang, info, gantiin, ganti, sipp",
)
_SUPPOSING = any_of(
    "kalau, kalo, klo, kl, jika, bila, apabila, misal, misalnya, seandainya, lamun, nek, umpama, jangan sampai",
    "apa itu",
)
_A_THING = re.compile(
    r"\b(?:hp|hape|handphone|ponsel|kartu|dompet|harga|saldo|omzet|sinyal|server|aplikasi)\b"
    r"(?: \w+){0,2} (?:jatuh|meledak)"
)
_LONG_AGO = any_of(
    "(?:tahun|thn|taun|bulan|bln|minggu|mgg) (?:lalu|kemarin|kmrn|kemaren|kamari|wingi), lalu, dulu, dahulu, baheula",
    r"mbiyen, waktu itu, 20[0-9]{2}\b",
)
_NOT = re.compile(
    rf"\b(?:tidak|tdk|ga|gak|gk|belum|blm|teu|ora) (?:ada|pernah|aya|ono)\b(?: \w+){{0,3}} (?:{_ACCIDENT}|{_DEATH})\b"
)
_PAPER = any_of(
    "definisi, bpjs, form, formulir, surat, akta, uang, omset, omzet, hujan, contact, kontak, nomor, jadwal, tarif",
    "asuransi, lapor, laporan, kode, biaya, kartu, aturan, undang",
)
"""Beside these a few words are the heading of something, and no cry."""
_JUST_NOW = any_of(
    "barusan, baru saja, baru aja, tadi, td, sekarang, skrg, saiki, ayeuna, semalam",
    "(?:pagi|siang|sore|malam|hari) ini",
    r"darurat, gawat, tolong\w*, (?:di|ke) (?:rs|igd|rumah sakit|puskesmas), masuk (?:rs|igd)",
)
_QUESTION = any_of(
    "apa, apakah, berapa, bagaimana, gimana, gmn, kumaha, piye, siapa, bisa, bisakah, boleh, bolehkah, harus, kok",
    "ke mana, kemana, dimana, di mana, masih, betul, benar, mana",
)
_FEW_WORDS, _MANY_WORDS = 3, 12
"""Whoever writes many words and asks something in them is not in the middle of it, unless he says so."""
_READ = 1000
_HELD_DOWN = re.compile(r"([a-z])\1{2,}")


def is_emergency(text: str) -> Literal["accident", "death"] | None:
    """What has happened, or None. A question about benefits is none, unless it is of someone and of now."""
    said = _HELD_DOWN.sub(r"\1\1", " ".join(re.findall(r"[a-z]+|[0-9]+", plain_letters(text[:_READ]))))
    few = len(said.split()) <= _FEW_WORDS and not _PAPER.search(said)
    if few and _URGENT.search(said):
        return "accident"
    death, accident = _IS_DEATH.search(said), _IS_ACCIDENT.search(said)
    if not (death or accident) or not _has_happened(said, few):
        return None
    return "death" if death else "accident"


def _has_happened(said: str, few: bool) -> bool:
    if any(rule.search(said) for rule in (_SUPPOSING, _A_THING, _NOT)) or _is_told_at_leisure(said):
        return False
    to_someone, now = bool(_TO_SOMEONE.search(said) or _IS_INJURY.search(said)), bool(_NOW.search(said))
    if _ASKING.search(said):
        return to_someone and now
    return to_someone or now or few or bool(_TOLD_FIRST.match(said))


def _is_told_at_leisure(said: str) -> bool:
    if len(said.split()) <= _MANY_WORDS or _JUST_NOW.search(said):
        return False
    return bool(_LONG_AGO.search(said) or _ASKING.search(said) or _QUESTION.search(said))
