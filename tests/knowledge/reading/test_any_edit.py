"""Whatever is done to the content files, the linter answers with problems or with a book, never with a fault."""

import shutil
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.book import PACKAGED, Book, ContentError

FILES = sorted(path.relative_to(PACKAGED) for path in PACKAGED.rglob("*.yaml"))
JUNK = ("", "abc", "[]", "{}", "null", "6.800", "9999-12-31", "-1", "{x", '"', "[a, b]", "tidak diketahui", "%", "a: b")
EDITS = st.lists(
    st.tuples(st.sampled_from(["value", "drop", "double"]), st.integers(0, 10**6), st.sampled_from(JUNK)), max_size=3
)


def edited(lines: list[str], how: str, place: int, junk: str) -> list[str]:
    at = place % len(lines)
    if how == "value" and ":" in lines[at]:
        return [*lines[:at], f"{lines[at].split(':', 1)[0]}: {junk}", *lines[at + 1 :]]
    return lines[:at] + lines[at + 1 :] if how == "drop" else [*lines[: at + 1], *lines[at:]]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FILES), EDITS)
def test_any_edit_is_answered(tmp_path: Path, file: Path, edits: list[tuple[str, int, str]]) -> None:
    folder = Path(shutil.copytree(PACKAGED, tmp_path / "data", dirs_exist_ok=True))
    lines = (PACKAGED / file).read_text(encoding="utf-8").split("\n")
    for how, place, junk in edits:
        lines = edited(lines, how, place, junk) or [""]
    (folder / file).write_text("\n".join(lines), encoding="utf-8")
    with suppress(ContentError):
        assert Book.load(folder).entries
