"""One bubble: what is said first, and the question or the opening that follows it."""

from dataclasses import replace

from dialogue.text import joined
from dialogue.topic import Opened
from dialogue.turn import Begin, Proof, Say


def apart(say: Say) -> Proof | None:
    """The proof of an answer that something else is put around: it keeps the answer's own words and facts."""
    if say.proof is None or say.proof.said is not None:
        return say.proof
    return replace(say.proof, said=say.text, facts=say.cite)


def followed(say: Say | None, question: Say) -> Say:
    """One bubble: what was said, then the question; the question's choices are the ones that count."""
    if say is None or say.text is None:
        return question
    return replace(
        question,
        text=joined(say.text, question.text),
        cite=say.cite + question.cite,
        proof=apart(say) or apart(question),
        attach=say.attach or question.attach,
    )


def preceded(before: Say | None, opened: Opened) -> Opened:
    """The same opening with `before` said first."""
    if before is None or before.text is None:
        return opened
    if isinstance(opened, Begin):
        return replace(opened, say=after(before, opened.say))
    return after(before, opened)


def after(before: Say, say: Say) -> Say:
    """One bubble that says `before` first, and offers what `say` offers."""
    return replace(
        say,
        text=joined(before.text, say.text),
        cite=before.cite + say.cite,
        proof=apart(say) or apart(before),
        attach=say.attach or before.attach,
    )
