"""Golden talks: every talk in tests/conversations goes word for word the same way on every channel."""

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.script import compare, parse
from tests.surfaces.stage import SURFACES, Stage
from tests.surfaces.web import VERBS

FOLDER = Path(__file__).parent / "conversations"
TALKS = {path.stem: parse(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt"))}
TELL_PHONES = ("terminal", "whatsapp")
"""The surfaces on which somebody's number can be known before he tells it."""
LONG_MESSAGE = ("koperasi " * 1200)[:10_000]


def told_on(name: str, surface: str) -> bool:
    """Whether people of this channel can do what the talk does, and whether it knows of them what the talk says."""
    if TALKS[name].tells_phones and surface not in TELL_PHONES:
        return False
    return surface != "web" or all(step.verb in VERBS for step in TALKS[name].inputs)


MATRIX = [(name, surface) for name in TALKS for surface in SURFACES if told_on(name, surface)]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = Stage.built(tmp_path_factory.mktemp("stage"))
    gc.freeze()  # the rule book is large, and never garbage: a tenth of the time
    yield stage
    gc.unfreeze()
    asyncio.run(stage.close())


@pytest.mark.parametrize("name, surface", MATRIX)
async def test_a_talk_goes_as_written_on_every_channel(stage: Stage, name: str, surface: str) -> None:
    differences = compare(TALKS[name].lines, await stage.play(TALKS[name], surface))
    assert not differences, "\n".join(differences)


def test_there_are_many_talks_and_each_says_what_it_is_about() -> None:
    assert len(TALKS) >= 45
    assert [name for name, talk in TALKS.items() if not talk.lines[0].startswith("# ")] == []


def test_only_pictures_voice_files_and_known_numbers_are_not_told_on_the_web() -> None:
    missing = ["nomor-sudah-diketahui", "suara-foto-stiker-berkas-lokasi"]
    assert [name for name in TALKS if not told_on(name, "web")] == missing


def test_all_talks_are_told_on_whatsapp() -> None:
    assert all(told_on(name, "whatsapp") for name in TALKS)


@pytest.mark.parametrize("surface", SURFACES)
async def test_ten_thousand_characters_at_every_question_lose_nothing(stage: Stage, surface: str) -> None:
    answers = ["Cikahuripan", "ya", "ya boleh", "Ibu Siti Aminah, bendahara", "0812-3456-7890", "ya kirim"]
    said = ["/daftar", *(line for answer in answers for line in (LONG_MESSAGE, answer))]
    transcript = await stage.play(parse("\n\n".join(f"> {line}" for line in said)), surface)
    answered = [line for line in transcript if line.startswith("< ")]
    assert "< Terima kasih, Bu Siti. Sudah kami catat: nomor K-NY97." in "\n".join(answered)
    assert max(map(len, answered)) < 1_000
