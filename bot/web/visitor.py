"""Who is at the other end: a random id in a signed cookie, and nothing else."""

import hmac
import secrets
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException
from litestar.middleware.csrf import CSRF_SECRET_LENGTH, generate_csrf_hash, generate_csrf_token

from bot.settings import Settings

YEAR = 365 * 24 * 3600
"""Seconds that a browser keeps the cookie after the last visit; unseen messages wait for it."""


class Visitors:
    """Makes and reads visitors' cookies. Their names begin with __Host- on https, so no other host can set them."""

    def __init__(self, settings: Settings) -> None:
        self.secure = settings.public_url.startswith("https://")
        self.prefix = "__Host-" if self.secure else ""
        self.key = derive(settings, b"visitor")
        self.csrf_secret = derive(settings, b"csrf").hex()
        self.cookie_name = f"{self.prefix}sapakop"
        self.csrf_name = f"{self.prefix}sapakop-csrf"

    def sign(self, visitor: str) -> str:
        return hmac.digest(self.key, visitor.encode(), "sha256").hex()

    def find(self, request: Request[Any, Any, Any]) -> str | None:
        """The visitor's id; None when there is no cookie, or it is not ours."""
        visitor, _, signature = request.cookies.get(self.cookie_name, "").partition(".")
        good = hmac.compare_digest(signature.encode(), self.sign(visitor).encode())
        return visitor if visitor and good else None

    def require(self, request: Request[Any, Any, Any]) -> str:
        """The visitor's id; raises PermissionDeniedException: the page has to be opened first."""
        visitor = self.find(request)
        if visitor is None:
            raise PermissionDeniedException
        return visitor

    def cookie(self, visitor: str) -> Cookie:
        return Cookie(
            self.cookie_name,
            value=f"{visitor}.{self.sign(visitor)}",
            max_age=YEAR,
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def cookies(self, request: Request[Any, Any, Any], visitor: str) -> list[Cookie]:
        """What the page sets. Litestar keeps a token that the browser has, so one of another key has to go here."""
        token = request.cookies.get(self.csrf_name)
        if token is None or self.is_token(token):
            return [self.cookie(visitor)]
        fresh = generate_csrf_token(self.csrf_secret)
        return [self.cookie(visitor), Cookie(self.csrf_name, value=fresh, secure=self.secure, samesite="lax")]

    def is_token(self, token: str) -> bool:
        own = generate_csrf_hash(token[:CSRF_SECRET_LENGTH], self.csrf_secret)
        return hmac.compare_digest(token[CSRF_SECRET_LENGTH:].encode(), own.encode())

    def tag(self, visitor: str) -> str:
        """Tells the page that its visitor has changed, without telling who it is."""
        return self.sign(f"tag:{visitor}")[:12]


def new_visitor() -> str:
    return secrets.token_urlsafe(18)


def derive(settings: Settings, purpose: bytes) -> bytes:
    """A key for one purpose, from the one secret of the installation."""
    return hmac.digest(settings.key().encode(), b"sapakop web " + purpose, "sha256")
