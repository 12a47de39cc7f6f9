import pytest

from knowledge.measuring import Question, RowError, read_question

WHOLE = {
    "id": "D7",
    "text": "berapa",
    "intent": "iuran_bpu",
    "acceptable_intents": ["iuran_bpu", "iuran_pu"],
    "in_scope": True,
    "must_mention": [["8.400", "16.800"], ["bpu"]],
    "group": "officer_core",
    "style": "slang",
    "source_kind": "written",
    "source": "whatever",
}


def test_a_whole_row_is_read() -> None:
    assert read_question(WHOLE, "line 1") == Question(
        label="D7",
        text="berapa",
        intent="iuran_bpu",
        acceptable=frozenset({"iuran_bpu", "iuran_pu"}),
        in_scope=True,
        must_mention=(("8.400", "16.800"), ("bpu",)),
        group="officer_core",
        style="slang",
        source_kind="written",
    )


def test_a_text_and_an_intent_are_enough() -> None:
    question = read_question({"text": "", "intent": "jht"}, "line 4")
    assert question == Question("line 4", "", "jht", frozenset({"jht"}), True, (), "-", "-", "-")


def test_the_first_acceptable_intent_stands_for_a_missing_intent() -> None:
    question = read_question({"text": "x", "acceptable_intents": ["jkm", "jkk"]}, "line 1")
    assert (question.intent, question.acceptable) == ("jkm", frozenset({"jkm", "jkk"}))


@pytest.mark.parametrize(
    "more, in_scope",
    [({}, False), ({"in_scope": None}, False), ({"in_scope": True}, True), ({"in_scope": False}, False)],
)
def test_what_is_not_told_to_be_ours_goes_by_the_intent(more: dict[str, object], in_scope: bool) -> None:
    assert read_question({"text": "x", "intent": "oos_lain", **more}, "line 1").in_scope is in_scope


@pytest.mark.parametrize("number", [0, 12])
def test_a_number_is_an_id_too(number: int) -> None:
    assert read_question({"text": "x", "intent": "jht", "id": number}, "line 1").label == str(number)


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"text": None}, "no text"),
        ({"intent": None, "acceptable_intents": []}, "neither acceptable_intents nor intent"),
        ({"intent": 7}, "intent is not a text"),
        ({"acceptable_intents": "jht"}, "acceptable_intents is not a list of texts"),
        ({"acceptable_intents": ["jht", 7]}, "acceptable_intents is not a list of texts"),
        ({"in_scope": "yes"}, "in_scope is neither true nor false"),
        ({"must_mention": ["bpu"]}, "must_mention is not a list of lists of texts"),
        ({"must_mention": "bpu"}, "must_mention is not a list of lists of texts"),
        ({"must_mention": [[7]]}, "must_mention is not a list of lists of texts"),
        ({"group": ["a"]}, "group is not a text"),
        ({"style": {}}, "style is not a text"),
        ({"source_kind": 1}, "source_kind is not a text"),
    ],
)
def test_a_row_that_cannot_be_measured_by_says_why(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(RowError, match=f"^{said}$"):
        read_question({**WHOLE, **wrong}, "line 1")
