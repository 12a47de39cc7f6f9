"""What a phone makes of a text: WhatsApp's marks taken for what they mean."""

import re

BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])")
OTHERS = (
    re.compile(r"```([^`]+)```"),
    re.compile(r"(?<![\w_])_(?=\S)([^_\n]*[^_\s])_(?![\w_])"),
    re.compile(r"(?<![\w~])~(?=\S)([^~\n]*[^~\s])~(?![\w~])"),
)


def visible(text: str) -> tuple[str, list[str]]:
    """The words as they are read, and the runs that are bold."""
    return BOLD.sub(r"\1", text), BOLD.findall(text)


def accidents(text: str) -> list[str]:
    """Runs that a phone shows slanted, struck or as code; we never mean any."""
    return [run for mark in OTHERS for run in mark.findall(text)]
