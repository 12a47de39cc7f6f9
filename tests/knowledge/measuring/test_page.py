import pytest

from knowledge.measuring import PageError, placed

PAGE = "# Title\n\nBefore.\n<!-- report -->\nold\n<!-- end of report -->\nAfter.\n"


def test_a_report_takes_the_place_of_the_one_before() -> None:
    new = placed("new\n", PAGE)
    assert new == "# Title\n\nBefore.\n<!-- report -->\n\nnew\n\n<!-- end of report -->\nAfter.\n"
    assert placed("new\n", new) == new


def test_two_lines_next_to_each_other_are_place_enough() -> None:
    assert "new" in placed("new", "<!-- report -->\n<!-- end of report -->")


@pytest.mark.parametrize(
    "page",
    [
        "",
        "words",
        "<!-- report -->\n",
        "<!-- end of report -->\n",
        "<!-- end of report -->\n<!-- report -->\n",
        PAGE + PAGE,
        "see <!-- report --> and\n<!-- end of report -->\n",
    ],
)
def test_a_page_without_a_place_is_refused(page: str) -> None:
    with pytest.raises(PageError, match="there must be one line '<!-- report -->'"):
        placed("new", page)
