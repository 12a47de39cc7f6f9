"""One bubble: what is said first, and the question or the opening that follows it."""

from dataclasses import replace

from dialogue.text import joined
from dialogue.topic import Opened
from dialogue.turn import Begin, Say


def followed(say: Say | None, question: Say) -> Say:
    """One bubble: what was said, then the question; the question's choices are the ones that count."""
    if say is None or say.text is None:
        return question
    return replace(
        question,
        text=joined(say.text, question.text),
        cite=say.cite + question.cite,
        proof=say.proof or question.proof,
        attach=say.attach or question.attach,
    )


def preceded(before: Say | None, opened: Opened) -> Opened:
    """The same opening with `before` said first."""
    if before is None or before.text is None:
        return opened
    if isinstance(opened, Begin):
        return replace(opened, say=replace(opened.say, text=joined(before.text, opened.say.text)))
    return replace(opened, text=joined(before.text, opened.text))
