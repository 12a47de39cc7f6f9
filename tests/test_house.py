"""Rules of the house that import-linter cannot say."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DIALOGUE = sorted((ROOT / "dialogue").rglob("*.py"))
PACKAGES = ("bot", "handlers", "leads", "knowledge", "dialogue", "db")


def imported(source: str) -> Iterator[str]:
    """Top-level names of all modules that a source imports, wherever in it; a relative import is dialogue's own."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "dialogue" if node.level else (node.module or "").partition(".")[0]


def foreign(source: str) -> set[str]:
    """What a source imports that is neither the standard library nor dialogue."""
    return set(imported(source)) - sys.stdlib_module_names - {"dialogue"}


@pytest.mark.parametrize("path", DIALOGUE, ids=lambda path: path.stem)
def test_dialogue_needs_nothing_but_the_standard_library(path: Path) -> None:
    assert foreign(path.read_text()) == set()


def test_a_foreign_import_is_seen_wherever_it_stands() -> None:
    own = "import json\nfrom dialogue.text import Text\nfrom . import turn\n"
    assert foreign(own) == set()
    assert foreign(own + "def f():\n    import yaml.nodes\n    from bot.message import Button\n") == {"yaml", "bot"}


def test_there_is_a_dialogue_to_look_at() -> None:
    assert ROOT / "dialogue" / "text.py" in DIALOGUE


def built(source: str) -> Iterator[int]:
    """Lines where the message of a Text is put together on the spot: the catalogue would miss it or read nonsense."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name("Text"), args=[ast.JoinedStr() | ast.IfExp() | ast.BinOp(), *_]):
                yield node.lineno


@pytest.mark.parametrize("package", PACKAGES)
def test_the_catalogue_can_read_every_text(package: str) -> None:
    found = {path.name: list(built(path.read_text())) for path in (ROOT / package).rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_text_put_together_on_the_spot_is_seen() -> None:
    source = 'Text("satu" "dua", n=x)\nText(entry)\nText(f"ada {n}")\nText("a" if n else "b")\nText("a" + n)'
    assert list(built(source)) == [3, 4, 5]
