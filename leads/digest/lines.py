"""The sentences of one row: where, who, what was noted."""

from dialogue.text import Text, joined
from leads.row import LeadRow

NOTE = 80
"""Characters of a note or a question that a row shows."""


def row_text(row: LeadRow, *parts: Text | None) -> Text:
    """Cikahuripan, Klapanunggal. Berkas lengkap, siap didaftarkan. Pak Dedi, ketua"""
    return joined(_where(row), *parts, by=" ")


def who(row: LeadRow) -> Text | None:
    """Bu Siti, bendahara"""
    words = [Text("{words}", words=words) for words in (row.contact, row.jabatan) if words]
    return joined(*words, by=", ") if words else None


def noted(row: LeadRow) -> Text | None:
    return Text("Catatan: {note}", note=shortened(row.note)) if row.note else None


def asked(row: LeadRow) -> Text | None:
    return Text("Menanyakan: {question}", question=shortened(row.question)) if row.question else None


def shortened(words: str) -> str:
    """On one line, at most 80 characters, cut at a word, with a stop at its end."""
    line = " ".join(words.split())
    if len(line) > NOTE:
        return (line[: NOTE - 1].rpartition(" ")[0] or line[: NOTE - 1]) + "…"
    return line if line.endswith((".", "?", "!", "…")) else f"{line}."


def _where(row: LeadRow) -> Text:
    if not row.village:
        return Text("Koperasi belum disebut.")
    if not row.kecamatan:
        return Text("{village}.", village=row.village)
    return Text("{village}, {kecamatan}.", village=row.village, kecamatan=row.kecamatan)
