"""What Telegram refuses of an upload: too large, empty, or a photo that is none or of no size for one."""

from collections.abc import Mapping
from struct import unpack

from tests.fakes.telegram_rules import RefusedError, bad

LARGEST = {"sendPhoto": 10 * 1024 * 1024, "sendDocument": 50 * 1024 * 1024}
PNG = b"\x89PNG\r\n\x1a\n"


def check_upload(method: str, files: Mapping[str, bytes]) -> bytes:
    """The bytes of the one file that a call brings; none at all for a call that brings none."""
    if method not in LARGEST or not files:
        return b""
    (content,) = files.values()
    if not content:
        raise bad("file must be non-empty")
    if len(content) > LARGEST[method]:
        raise RefusedError(413, "Request Entity Too Large")
    if method == "sendPhoto":
        check_photo(content)
    return content


def check_photo(content: bytes) -> None:
    if not content.startswith(PNG):
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = unpack(">II", content[16:24])
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
