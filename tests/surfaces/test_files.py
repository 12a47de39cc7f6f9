"""A file of a bubble is shown alike on every surface, as the grammar of whole talks writes it."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import Row

from bot.message import Button, File, Message, Span
from bot.script import ME, block
from tests.bot.documents.sample import iuran_file
from tests.surfaces.stage import SURFACES

BUTTONS = (Button("Ubah", "iuran", "ubah", 3),)


def row(words: str, file: File | None) -> Row[Any]:
    message = Message((Span(words),), BUTTONS, file=file).to_json()
    known = {"id": 7, "message": message, "replaces": None, "kind": "reply", "status": "waiting"}
    return cast("Row[Any]", SimpleNamespace(**known, created_at=datetime.now(UTC)))


def written(surface: str, words: str, file: File | None) -> list[str]:
    shown = SURFACES[surface]().show(ME, row(words, file))
    return block(ME, shown.text, shown.labels)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("form", ["pdf", "png", "xlsx"])
def test_a_file_is_a_line_of_its_own_between_words_and_choices(surface: str, form: str) -> None:
    assert written(surface, "Ini rinciannya.\nUntuk rapat.", iuran_file(form)) == [
        "< Ini rinciannya.",
        "<   Untuk rapat.",
        f"<   (berkas: iuran-koperasi-2026-11-26.{form})",
        "<   [Ubah]",
    ]


@pytest.mark.parametrize("surface", SURFACES)
def test_long_words_with_a_file_lose_nothing(surface: str) -> None:
    words = ("rincian " * 200).strip()
    assert written(surface, words, iuran_file())[0] == f"< {words}"


@pytest.mark.parametrize("surface", SURFACES)
def test_a_bubble_without_a_file_has_no_such_line(surface: str) -> None:
    assert written(surface, "Halo.", None) == ["< Halo.", "<   [Ubah]"]
