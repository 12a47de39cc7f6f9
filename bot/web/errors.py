"""What people are told when something is refused or breaks; nothing of what they sent is repeated or logged."""

from collections.abc import Mapping
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Template

from bot.render import plain
from bot.web.words import STATIC
from dialogue.text import Text

log = structlog.get_logger()

BROKEN = Text("Maaf, ada gangguan di tempat kami. Mohon coba beberapa saat lagi.")
BACK = Text("Buka obrolan")
WORDS: Mapping[int, Text] = {
    400: Text("Maaf, kiriman itu tidak terbaca. Mohon muat ulang halaman, lalu coba lagi."),
    401: Text("Halaman ini hanya untuk petugas sistem."),
    403: Text("Maaf, sesi obrolan ini sudah berakhir. Mohon muat ulang halaman."),
    404: Text("Halaman ini tidak ada. Obrolan dengan Sapakop ada di /chat."),
    405: Text("Maaf, cara itu tidak dikenal di sini."),
    410: Text("Maaf, berkas ini tidak bisa dibuat lagi. Silakan minta lagi di obrolan."),
    413: Text("Maaf, pesannya terlalu panjang. Mohon dikirim dalam beberapa bagian."),
    429: Text("Pesannya datang terlalu cepat. Mohon tunggu sebentar."),
}


def refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """An answer that was meant: a kind sentence, as a page or as JSON."""
    if error.status_code >= 500:
        return broken(request, error)
    return answer(request, error.status_code, dict(error.headers or {}))


def broken(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A defect, or the database: its type is logged, never its words (they may hold a person's)."""
    cause = error.__cause__ or error
    log.error("web_failed", path=request.scope.get("path_template", ""), error=type(cause).__name__)
    return answer(request, 500, {})


def answer(request: Request[Any, Any, Any], status: int, headers: dict[str, str]) -> Response[Any]:
    words = plain(WORDS.get(status, BROKEN))
    if "RateLimit-Reset" in headers:
        headers["Retry-After"] = headers["RateLimit-Reset"]
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        context = {"words": words, "back": plain(BACK), "static": STATIC}
        return Template("error.html", context=context, status_code=status, headers=headers)
    return Response({"status": status, "message": words}, status_code=status, headers=headers)
