"""What stands on the pages of a PDF that Typst has written: its words in the order in which they are set."""

import re
import zlib
from collections.abc import Iterator, Mapping

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
RUN = re.compile(rb"\nBT (.*?)\nET\n", re.DOTALL)
FONT = re.compile(rb"/(f\d+) ")
CODES = re.compile(rb"\(((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(pdf: bytes) -> list[str]:
    """The words of each page; runs are divided by a line break."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    found = [body for body in objects.values() if b"/Type/Page/" in body]
    return ["\n".join(runs(body, objects)) for body in found]


def runs(page: bytes, objects: Mapping[int, bytes]) -> Iterator[str]:
    fonts = re.findall(rb"/(f\d+) (\d+) 0 R", objects[referred(page, b"Resources")])
    letters = {name: letters_of(objects[int(number)], objects) for name, number in fonts}
    for run in RUN.findall(stream(objects[referred(page, b"Contents")])):
        font = FONT.search(run)
        assert font
        codes = b"".join(ESCAPE.sub(unescaped, part) for part in CODES.findall(run))
        yield "".join(letters[font[1]][codes[at : at + 2]] for at in range(0, len(codes), 2))


def letters_of(font: bytes, objects: Mapping[int, bytes]) -> dict[bytes, str]:
    table = stream(objects[referred(font, b"ToUnicode")])
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})> *<([0-9A-Fa-f]+)>", table)
    return {bytes.fromhex(code.decode()): bytes.fromhex(word.decode()).decode("utf-16-be") for code, word in pairs}


def unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)]) if found[1].isdigit() else NAMED.get(found[1], found[1])


def stream(body: bytes) -> bytes:
    found = STREAM.search(body)
    assert found
    return zlib.decompress(found[1])


def referred(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found
    return int(found[1])
