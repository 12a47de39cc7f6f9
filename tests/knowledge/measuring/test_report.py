import json
import re
from dataclasses import replace
from datetime import date

import pytest

from knowledge.measuring import About, Report, in_json, markdown, overall
from knowledge.measuring.figure import GOALS, Figure, Goal
from knowledge.measuring.interval import Share
from knowledge.measuring.measures import MEASURES
from tests.knowledge.measuring.made import IURAN, KARTU, verdict

ABOUT = About("questions.jsonl", "0123456789ab", "fedcba987654", date(2026, 11, 26))
SECRET = replace(IURAN, text="rahasia sekali", label="Q-rahasia")


def report(*times: float) -> Report:
    return Report(
        ABOUT,
        (
            *(verdict("answer", "right jht", question=SECRET, ms=ms) for ms in times),
            verdict("decline", "kesehatan", question=KARTU, in_scope=0.2, ms=1.0),
        ),
    )


def figures(*times: float) -> dict[str, Figure]:
    return {figure.name: figure for figure in report(*times).overall}


def test_every_measure_stands_in_the_report_and_every_goal_belongs_to_a_figure() -> None:
    names = [figure.name for figure in report(1.0).overall]
    assert len(names) == len(set(names))
    assert {one.name for one in MEASURES} | set(GOALS) <= set(names)


@pytest.mark.parametrize(
    "goal, number, reached",
    [
        (Goal("≥", 0.72), 0.72, True),
        (Goal("≥", 0.72), 0.719, False),
        (Goal("≤", 0.04), 0.04, True),
        (Goal("≤", 0.04), 0.041, False),
        (Goal("<", 3.0), 2.99, True),
        (Goal("<", 3.0), 3.0, False),
        (Goal("<", 3.0), None, None),
        (None, 0.5, None),
    ],
)
def test_a_goal_is_reached_or_not(goal: Goal | None, number: float | None, reached: bool | None) -> None:
    assert Figure("a", "a", "a", number, goal).reached is reached


def test_times_are_told_by_their_middle_and_the_slowest_of_a_hundred() -> None:
    assert figures(2.0, 3.0, 4.0)["ms_median"].value == 2.5
    assert figures(*[2.0] * 97, 7.0, 8.0)["ms_p99"].value == 7.0
    assert figures(*[2.0] * 10, 8.0)["ms_p99"].value == 8.0


def test_questions_are_told_apart_by_kind_in_the_order_of_the_alphabet() -> None:
    found = report(1.0, 1.0).by("group")
    assert {name: len(verdicts) for name, verdicts in found.items()} == {"-": 1, "petani": 2}
    assert list(report(1.0).by("intent")) == ["iuran", "oos_bpjs_kesehatan"]


def test_the_json_holds_counts_shares_intervals_and_goals() -> None:
    found = json.loads(json.dumps(in_json(report(1.0, 2.0))))
    assert {key: found[key] for key in ("file", "sha256", "content", "day")} == {
        "file": "questions.jsonl",
        "sha256": "0123456789ab",
        "content": "fedcba987654",
        "day": "2026-11-26",
    }
    assert (found["questions"], found["in_scope"], found["out_of_scope"]) == (3, 2, 1)
    low, high = Share(2, 2).interval or (0, 0)
    goal = {"sign": "≥", "limit": 0.72}
    top_1 = {"count": 2, "of": 2, "share": 1.0, "low": low, "high": high}
    assert found["overall"]["top_1"] == {**top_1, "goal": goal, "reached": True}
    assert found["overall"]["ms_median"] == {"value": 1.0}
    assert set(found["by"]) == {"group", "style", "source_kind", "intent"}
    assert found["by"]["style"]["slang"]["top_1"] == top_1
    assert found["by"]["style"]["-"]["top_1"] == {"count": 0, "of": 0, "share": None, "low": None, "high": None}


def test_the_markdown_tells_every_figure_with_its_goal() -> None:
    lines = [re.sub(r" +", " ", line) for line in markdown(report(1.0, 2.0)).splitlines()]
    assert "questions.jsonl (SHA-256 0123456789ab…): 3 questions, 2 in scope, 1 out of scope." in lines[0]
    assert "| top-1 | 1.00 (.34–1.00) | 2/2 | ≥ .72 | yes |" in lines
    assert "| top-3 of officer_core | – | 0/0 | ≥ .95 | |" in lines
    assert "| wrong answers | .00 (.00–.56) | 0/3 | ≤ .04 | yes |" in lines
    assert "| time, 99th percentile | 2.00 ms | | < 3.00 ms | yes |" in lines
    for title in ("Overall", "By group", "By style", "By source", "By intent"):
        assert f"## {title}" in lines
    assert any(line.startswith("| petani | 2 | 2/2 1.00 (.34–1.00) |") for line in lines)


def test_a_report_never_holds_a_question() -> None:
    whole = report(1.0)
    for said in (markdown(whole), overall(whole), json.dumps(in_json(whole))):
        assert "rahasia" not in said


def test_words_of_the_file_do_not_break_a_table() -> None:
    odd = replace(IURAN, group="a|b\n<!-- end of report -->")
    said = markdown(Report(ABOUT, (verdict("answer", "right", question=odd),)))
    assert "| a&#124;b &lt;!-- end of report --&gt; |" in said


def test_a_report_of_nothing_can_be_written() -> None:
    nothing = Report(ABOUT, ())
    assert "0 questions" in markdown(nothing)
    assert in_json(nothing)["overall"]["ms_p99"]["value"] is None
