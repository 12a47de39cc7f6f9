"""Typesetting: a template and its data become a PDF or a picture, the same on every machine."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from struct import unpack
from typing import Any

import typst

FOLDER = Path(__file__).parent
SIDES, RATIO = 10_000, 20
"""What a picture may have to be sent as a photo on Telegram: width and height together, the longer by the shorter."""
SHARP = 216.0
"""Dots an inch of a picture: three for each pixel of a phone's width in points."""


class TooTallError(Exception):
    """A picture of this cannot be looked at on a phone."""


@cache
def fonts() -> typst.Fonts:
    """Those that come with the library, and no others."""
    return typst.Fonts(include_system_fonts=False)


@cache
def template(name: str) -> bytes:
    return (FOLDER / f"{name}.typ").read_bytes()


def typeset(name: str, data: Mapping[str, Any], day: date, **how: Any) -> bytes:
    """One file of a template in this folder; `day` is the date that a PDF bears. Raises typst.TypstError."""
    made = typst.compile(
        template(name),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=datetime.combine(day, time(), UTC),
        **how,
    )
    assert isinstance(made, bytes)
    return made


def pdf(name: str, data: Mapping[str, Any], day: date) -> bytes:
    """Paper for a printer: A4."""
    return typeset(name, {**data, "paper": "a4"}, day, format="pdf")


def png(name: str, data: Mapping[str, Any], day: date) -> bytes:
    """One tall page for a phone, within what a photo may have. Raises TooTallError."""
    data = {**data, "paper": "phone"}
    picture = typeset(name, data, day, format="png", ppi=SHARP)
    width, height = size(picture)
    if height > RATIO * width:
        raise TooTallError
    if width + height <= SIDES:
        return picture
    return typeset(name, data, day, format="png", ppi=SHARP * 0.98 * SIDES / (width + height))


def size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG."""
    width, height = unpack(">II", picture[16:24])
    return width, height
