"""Documents: files that go with a bubble. Each is made when it is sent, from its inputs and the book alone."""

from dataclasses import replace

from bot.documents.making import Made, UnmadeError, is_known, make
from bot.documents.name import file_name
from bot.documents.shelf import Shelf
from bot.message import Message, Span
from bot.render import plain
from dialogue.text import Text

__all__ = ["SORRY", "Made", "Shelf", "UnmadeError", "file_name", "is_known", "make", "without_file"]

SORRY = Text("Maaf, berkasnya tidak bisa dibuat. Silakan minta lagi, atau hubungi petugas kami.")


def without_file(message: Message) -> Message:
    """The words and buttons of a message whose file cannot be had, and that it cannot."""
    return replace(message, body=(*message.body, Span(f"\n\n{plain(SORRY)}")), file=None)
