import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.book import Book
from tests.bot.commands.conftest import Cli

SURE = "berapa iuran bpu"
UNSURE = "koperasi"
KEYS = ["id", "text", "outcome", "in_scope", "entries", "rendered"]


def ask(cli: Cli, text: str, *more: str) -> Any:
    done = cli("ask", "--json", text, *more)
    assert done.code == 0
    return done.json


@pytest.mark.parametrize("text", [SURE, UNSURE, "rujukan poli gigi", "assalamualaikum", "", "xyzzy plugh"])
def test_every_answer_has_all_fields_and_five_entries_best_first(cli: Cli, text: str, book: Book) -> None:
    answer = ask(cli, text)
    assert list(answer) == KEYS
    assert answer["text"] == text
    assert 0 <= answer["in_scope"] <= 1
    entries = answer["entries"]
    assert len(entries) >= 5
    assert all(set(entry) == {"id", "intents", "score"} and 0 <= entry["score"] <= 1 for entry in entries)
    assert all(entry["intents"] == list(book.entries[entry["id"]].intents) for entry in entries)
    scores = [entry["score"] for entry in entries[1:]]
    assert scores == sorted(scores, reverse=True)


def test_an_answer_is_shown_whole_with_its_basis_and_validity(cli: Cli, book: Book) -> None:
    answer = ask(cli, SURE, "--on", "2026-11-23")
    assert answer["outcome"] == "answer"
    assert answer["entries"][0]["intents"] == ["iuran_bpu"]
    assert book.entries[answer["entries"][0]["id"]].detail
    assert "Dasar: " in answer["rendered"]
    assert "Berlaku " in answer["rendered"]


def test_a_suggestion_is_the_offer_and_then_its_first_entry_opened(cli: Cli, book: Book) -> None:
    answer = ask(cli, UNSURE)
    assert answer["outcome"] == "suggest"
    lines = answer["rendered"].splitlines()
    titles = [book.entries[entry["id"]].title for entry in answer["entries"][:3]]
    assert lines[1:4] == [f"{number}. {title}" for number, title in enumerate(titles, start=1)]
    assert "Dasar: " in "\n".join(lines[5:])


def test_a_death_that_is_told_is_answered_with_what_the_family_can_do(cli: Cli, book: Book) -> None:
    answer = ask(cli, "bapak saya meninggal kemarin")
    assert (answer["outcome"], answer["entries"][0]["intents"]) == ("answer", ["jkm_klaim"])


@pytest.mark.parametrize("text", ["rujukan bpjs kesehatan ke poli gigi", "assalamualaikum", "anjing lu goblok"])
def test_what_is_not_ours_is_declined_and_routed_by_its_own_entry(cli: Cli, text: str) -> None:
    answer = ask(cli, text)
    assert answer["outcome"] == "decline"
    assert all(intent.startswith("oos_") for intent in answer["entries"][0]["intents"])
    assert answer["rendered"]


def test_an_accident_is_answered_by_the_accident_entry(cli: Cli, book: Book) -> None:
    answer = ask(cli, "tolong karyawan kami jatuh dari atap barusan")
    assert answer["outcome"] == "answer"
    assert book.entries[answer["entries"][0]["id"]].emergency


def test_the_day_decides_which_rules_count(cli: Cli) -> None:
    before, after = (ask(cli, SURE, "--on", day)["rendered"] for day in ("2026-12-31", "2027-01-01"))
    assert before != after


def test_a_day_before_the_content_begins_is_refused(cli: Cli) -> None:
    done = cli("ask", SURE, "--on", "2019-01-01")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "2026-01-01" in done.err


def test_five_hundred_questions_are_answered_in_order_in_one_start(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    rows = [{"id": f"Q{number}", "text": f"berapa iuran untuk {number} orang"} for number in range(500)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = cli("ask", "--json", "--file", str(file))
    assert done.code == 0
    assert [(row["id"], row["text"]) for row in done.lines] == [(row["id"], row["text"]) for row in rows]


BAD: tuple[bytes, ...] = (
    b"bukan json",
    b"[1, 2]",
    b'{"id": 7}',
    b'{"text": 7}',
    b'{"text": null}',
    b'{"text": "\xff"}',
    b'{"id": NaN, "text": "x"}',
    b"[" * 100_000,
)


@pytest.mark.parametrize("line", BAD, ids=range(len(BAD)))
def test_a_bad_line_is_an_error_in_its_place_and_the_others_are_answered(cli: Cli, line: bytes) -> None:
    good = json.dumps({"text": SURE}).encode()
    done = cli("ask", "--json", "--file", "-", stdin=b"\n".join((good, line, b"", good)))
    assert done.code == 1
    first, wrong, last = done.lines
    assert "line 2" in wrong["error"]
    assert "rendered" not in wrong
    assert first["rendered"] == last["rendered"] != ""


@pytest.mark.parametrize("number", [0, 12, "Q7", None, ["a", 1], {"n": 1}], ids=str)
def test_an_id_comes_back_as_it_was(cli: Cli, number: object) -> None:
    done = cli("ask", "--json", "--file", "-", stdin=json.dumps({"id": number, "text": SURE}).encode())
    assert done.json["id"] == number


@pytest.mark.parametrize(
    "text", ["\ud83d", "\x00\x1b[31m", "<b>{iuran}</b> %s ' OR 1=1", "\u202eterbalik", "a" * 10_000, "🙂"]
)
def test_odd_text_is_answered_in_valid_json(cli: Cli, text: str) -> None:
    done = cli("ask", "--json", "--file", "-", stdin=json.dumps({"text": text}).encode())
    assert done.code == 0
    assert done.json["text"] == text


def test_without_json_an_officer_reads_the_answer_and_how_sure_it_was(cli: Cli) -> None:
    done = cli("ask", SURE)
    assert done.code == 0
    assert "Dasar: " in done.out
    assert "(dijawab; terdekat: iuran-bpu " in done.out


def test_without_json_a_bad_line_is_seen_too(cli: Cli) -> None:
    done = cli("ask", "--file", "-", stdin=b"x\n" + json.dumps({"text": SURE}).encode())
    assert done.code == 1
    assert done.out.startswith("!! line 1: not JSON")
    assert f"> {SURE}" in done.out


@pytest.mark.parametrize("args", [(), (SURE, "--file", "-")])
def test_one_question_or_a_file_but_not_none_and_not_both(cli: Cli, args: tuple[str, ...]) -> None:
    done = cli("ask", *args, stdin=b"")
    assert done.code == 2
    assert done.err.count("\n") == 1


def test_asking_leaves_nothing_behind(cli: Cli, data_dir: Path) -> None:
    cli("ask", SURE)
    assert not data_dir.exists()


def test_content_with_a_mistake_stops_with_file_and_line(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text("since: kemarin\n")
    done = cli("ask", SURE, KNOWLEDGE_DIR=str(tmp_path))
    assert done.code == 1
    assert "book.yaml:1" in done.err
