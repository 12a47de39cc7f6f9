"""Rules: questions that belong to someone else, told by plain words before any weighing."""

import re

from knowledge.asking.phrases import any_of
from knowledge.asking.words import LONGEST_TEXT, Said

_HEALTH = any_of(
    "kesehatan, faskes, fktp, rujukan, poli, rawat inap, rawat jalan, melahirkan, lahiran, persalinan, operasi",
    "pbi, kapitasi, skrining, cuci darah, pandawa, kelas (?:1|2|3|satu|dua|tiga), obat, dokter gigi, kacamata",
)
_WORK = any_of(
    "bpjs tk, ketenagakerjaan, naker, jkk, jkm, jht, jkp, jmo, celaka, kerja, karyawan, koperasi, pengurus",
    "upah, gaji, beda, bedanya, perbedaan, plkk",
)
_OURS = any_of(
    "bpjs tk, jht, jkk, jkm, jkp, jp, jmo, bpu, iuran, klaim, cair, saldo, kpj, sipp, npp, paklaring, lapakasik",
    "ahliwaris, beasiswa, santunan, peserta, perisai, nunggak, phk, resign",
)
_GREETS = frozenset(
    "hai pagi siang sore malam terimakasih ass salam ok oke sip siap baiklah mantap bagus tes test alhamdulillah bye"
    " dadah amin aamiin kabar".split()
)
_AROUND_GREETING = frozenset(
    "wr wb semua sampai jumpa sehat baik apa bagaimana selamat kembali coba banyak sekali bantuan".split()
)
_ROBOT = re.compile(
    r"\b(?:kamu|anda|lu|elo|sampeyan|maneh) (?:ini )?(?:siapa|robot|bot|manusia|orang|asli)"
    r"|\bsiapa (?:kamu|anda)\b|\b(?:robot|bot) (?:apa|atau)\b"
)
_RUDE = any_of(
    "anjing, anjg, anjrit, bangsat, goblok, goblog, gblk, tolol, bego, kontol, memek, ngentot, asu, jancok",
    "jancuk, kampret, bajingan, brengsek, tai, setan, babi, monyet, bodoh, sampah, bacot, sialan, keparat",
)
_AROUND_ANYTHING = _GREETS - {"tes", "test", "kabar"} | frozenset(
    "halo hallo assalamualaikum anjing anjg anjrit bangsat goblok goblog gblk tolol bego kontol memek asu jancok jancuk"
    " kampret bajingan brengsek setan monyet keparat sialan".split()
)
_SPAM = any_of(
    "slot, gacor, judi, togel, pinjol cepat, dana cepat, jasa (?:pencairan|joki|cair), joki (?:klaim|cair|jht)",
    "open jasa, promo, follow, subscribe, jual (?:akun|followers), investasi untung",
    "hubungi (?:wa|nomor) (?:ini|saya|kami|0), minat (?:wa|dm|chat), bonus (?:member|deposit)",
)
_AID = any_of("bsu, bansos, blt, pkh, prakerja, subsidi")


def bare(said: Said) -> Said:
    """Without greetings and rude words, where anything else is said: they hide what is asked."""
    kept = [pair for pair in zip(said.standard, said.stems, strict=True) if pair[0] not in _AROUND_ANYTHING]
    if all(word in _AROUND_GREETING for word, _ in kept):
        return said
    return Said(tuple(word for word, _ in kept), tuple(stem for _, stem in kept))


def outside_scope(text: str, standard: tuple[str, ...]) -> str | None:
    """The intent `oos_…` that the words alone settle, or None. A rude word in a question of ours does not count.

    standard: the text in standard words (`Words.standard`).
    """
    said, raw = " ".join(standard), " ".join(re.findall(r"[a-z0-9]+", text[:LONGEST_TEXT].lower()))
    if _SPAM.search(raw):
        return "oos_kasar_spam"
    if _HEALTH.search(said) and not _WORK.search(said):
        return "oos_bpjs_kesehatan"
    if _AID.search(said):
        return "oos_bansos_bsu"
    if _is_greeting(standard) or _ROBOT.search(raw):
        return "oos_smalltalk" if raw else "oos_lain"
    return "oos_kasar_spam" if _RUDE.search(raw) and not _OURS.search(said) else None


def _is_greeting(standard: tuple[str, ...]) -> bool:
    """Nothing but a greeting or thanks; nothing at all counts as one."""
    said = set(standard)
    return not said or (said <= _GREETS | _AROUND_GREETING and bool(said & _GREETS))
