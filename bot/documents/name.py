"""What a file is called: iuran-koperasi-2026-11-26.pdf."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.message import File

STEMS: Mapping[str, str] = {"iuran": "iuran-koperasi"}
FORMATS = ("pdf", "png", "xlsx")


def file_name(file: File) -> str:
    """Lower-case ASCII letters, digits, dashes and one dot, whatever the inputs are; never fails."""
    parts = filter(None, (STEMS.get(file.document, "berkas"), day_in(file.inputs)))
    return f"{'-'.join(parts)}.{file.format if file.format in FORMATS else 'bin'}"


def day_in(inputs: Mapping[str, Any]) -> str:
    """The day of the rules, "" where there is none to be read."""
    try:
        return date.fromisoformat(inputs["on"]).isoformat()
    except (KeyError, TypeError, ValueError):
        return ""
