import json
import re
from pathlib import Path
from typing import Any

import pytest

from knowledge.book import Book
from knowledge.search import Found, Scored, Search
from tests.bot.commands.conftest import Cli

OURS = {"id": "Q1", "text": "berapa iuran bpu", "intent": "iuran_bpu", "must_mention": [["8.400"]], "group": "petani"}
UNSAID = {
    "id": "Q2",
    "text": "berapa iuran petani",
    "intent": "iuran_bpu",
    "must_mention": [["tidak tertulis di mana pun"]],
}
OTHERS = {"id": "Q3", "text": "rujukan poli gigi", "intent": "oos_bpjs_kesehatan"}
DAY = ("--on", "2026-11-26")


def written(tmp_path: Path, *rows: object) -> str:
    file = tmp_path / "folder" / "questions.jsonl"
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(file)


def table(said: str) -> dict[str, list[str]]:
    """The cells of the overall table by their title."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in said.splitlines() if line.startswith("|")]
    return {row[0]: row[1:] for row in rows}


def evaluated(cli: Cli, tmp_path: Path, *rows: object) -> Any:
    out = tmp_path / "report.json"
    assert cli("evaluate", written(tmp_path, *rows), *DAY, "--json", str(out)).code == 0
    return json.loads(out.read_text())


def test_the_summary_tells_every_figure_with_its_goal(cli: Cli, tmp_path: Path) -> None:
    done = cli("evaluate", written(tmp_path, OURS, UNSAID, OTHERS), *DAY)
    assert (done.code, done.err) == (0, "")
    said = table(done.out)
    assert said["top-1"] == [".50 (.09–.91)", "1/2", "≥ .72", "no"]
    assert said["top-1, intent alone"][1] == "2/2"
    assert said["out of scope rejected"][1] == "1/1"
    assert said["rejected and routed right"][1] == "1/1"


def test_an_answer_is_judged_as_it_reads_when_it_is_opened(cli: Cli, tmp_path: Path) -> None:
    basis = {**OURS, "must_mention": [["dasar:"], ["berlaku per 26 november 2026"]]}
    assert evaluated(cli, tmp_path, basis)["overall"]["top_1"]["count"] == 1


def test_the_day_decides_which_rules_count(cli: Cli, tmp_path: Path) -> None:
    file = written(tmp_path, {**OURS, "must_mention": [["8.400"]]})
    counts = [table(cli("evaluate", file, "--on", day).out)["top-1"][1] for day in ("2026-12-31", "2027-04-01")]
    assert counts == ["1/1", "0/1"]


def test_the_report_names_the_file_its_sum_the_content_and_the_day(cli: Cli, tmp_path: Path, book: Book) -> None:
    found = evaluated(cli, tmp_path, OURS, OTHERS)
    assert (found["file"], found["content"], found["day"]) == ("questions.jsonl", book.version, "2026-11-26")
    assert re.fullmatch(r"[0-9a-f]{12}", found["sha256"])
    assert (found["questions"], found["in_scope"], found["out_of_scope"]) == (2, 1, 1)
    assert set(found["by"]["group"]) == {"petani", "-"}
    assert 0 < found["overall"]["ms_median"]["value"] <= found["overall"]["ms_p99"]["value"]


def test_twenty_questions_warm_the_search_up_before_all_are_measured(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    find = Search.find

    def noted(search: Search, text: str) -> Found:
        asked.append(text)
        return find(search, text)

    monkeypatch.setattr(Search, "find", noted)
    texts = [f"iuran {number}" for number in range(25)]
    cli("evaluate", written(tmp_path, *({"text": text, "intent": "iuran_bpu"} for text in texts)))
    assert asked == [*texts[:20], *texts]


def test_what_is_offered_to_choose_from_counts_as_it_is_shown(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Found(
        "suggest", 0.9, tuple(Scored(one, 0.5) for one in ("oos_lain", "jht-saldo", "jp-usia-naik", "iuran-bpu"))
    )
    monkeypatch.setattr(Search, "find", lambda search, text: found)
    overall = evaluated(cli, tmp_path, OURS)["overall"]
    assert [overall[name]["count"] for name in ("top_1", "top_3", "helped")] == [0, 1, 1]


def test_a_report_goes_into_files_and_between_the_lines_of_a_page(cli: Cli, tmp_path: Path) -> None:
    page, whole = tmp_path / "accuracy.md", tmp_path / "report.md"
    page.write_text("# Ours\n<!-- report -->\nold\n<!-- end of report -->\nKept.\n")
    file = written(tmp_path, OURS, OTHERS)
    assert cli("evaluate", file, *DAY, "--into", str(page), "--markdown", str(whole)).code == 0
    report = whole.read_text()
    assert report.startswith("# ")
    assert page.read_text().startswith("# Ours\n<!-- report -->\n\nquestions.jsonl (SHA-256 ")
    assert page.read_text().endswith("\n<!-- end of report -->\nKept.\n")
    assert report.partition("\n\n")[2].strip() in page.read_text()
    assert str(tmp_path) not in report


@pytest.mark.parametrize(
    "content, said", [(b"no lines\n", "one line '<!-- report -->'"), (b"\xff", "UTF-8"), (None, "No such file")]
)
def test_a_page_without_a_place_is_told_before_the_work(
    cli: Cli, tmp_path: Path, content: bytes | None, said: str
) -> None:
    page = tmp_path / "accuracy.md"
    if content is not None:
        page.write_bytes(content)
    done = cli("evaluate", written(tmp_path, OURS), "--into", str(page))
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert content is None or page.read_bytes() == content


def test_a_file_that_cannot_be_written_is_told(cli: Cli, tmp_path: Path) -> None:
    done = cli("evaluate", written(tmp_path, OURS), "--json", str(tmp_path / "nowhere" / "out.json"))
    assert done.code == 1
    assert done.err.startswith("sapakop: No such file or directory")


@pytest.mark.parametrize(
    "line, said",
    [
        (b"x", "line 2: not JSON"),
        (b"[]", "line 2: not an object"),
        (b'{"text": "\xff"}', "line 2: not UTF-8"),
        (b'{"intent": "jht"}', "line 2: no text"),
        (b'{"text": "rahasia"}', "line 2: neither acceptable_intents nor intent"),
        (b'{"text": "rahasia", "intent": "jht", "must_mention": ["a"]}', "line 2: must_mention is not a list of lists"),
    ],
)
def test_a_bad_line_is_told_by_its_number(cli: Cli, line: bytes, said: str) -> None:
    done = cli("evaluate", "-", stdin=json.dumps(OURS).encode() + b"\n" + line + b"\n")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"sapakop: {said}")
    assert done.err.count("\n") == 1
    assert "rahasia" not in done.err


@pytest.mark.parametrize("stdin", [b"", b"\n  \n"])
def test_an_empty_file_is_told_kindly(cli: Cli, stdin: bytes) -> None:
    done = cli("evaluate", "-", stdin=stdin)
    assert (done.code, done.out) == (1, "")
    assert "holds no question yet" in done.err


def test_texts_are_shown_only_when_they_are_asked_for_and_on_the_screen_alone(cli: Cli, tmp_path: Path) -> None:
    texts = [str(row["text"]) for row in (OURS, UNSAID, OTHERS)]
    file, whole, out = written(tmp_path, OURS, UNSAID, OTHERS), tmp_path / "report.md", tmp_path / "report.json"
    silent = cli("evaluate", file, *DAY)
    shown = cli("evaluate", file, *DAY, "--show-wrong", "--markdown", str(whole), "--json", str(out))
    assert not any(text in silent.out + whole.read_text() + out.read_text() for text in texts)
    assert "Q2: " in shown.out
    assert f'"{UNSAID["text"]}"' in shown.out
    assert "wanted iuran_bpu; found iuran-bpu" in shown.out
    assert texts[0] not in shown.out
    assert texts[2] not in shown.out


@pytest.mark.parametrize("text", ["", "\ud83d", "\x00\x1b[31m", "a" * 10_000])
def test_odd_text_is_measured_and_shown_harmlessly(cli: Cli, tmp_path: Path, text: str) -> None:
    done = cli("evaluate", written(tmp_path, {"text": text, "intent": "jht"}), "--show-wrong")
    assert done.code == 0
    assert "\x1b" not in done.out


def test_measuring_leaves_nothing_behind(cli: Cli, tmp_path: Path, data_dir: Path) -> None:
    cli("evaluate", written(tmp_path, OURS))
    assert not data_dir.exists()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "questions.jsonl"]
