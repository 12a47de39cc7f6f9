"""The web application: its routes, and the server that runs it in our own event loop."""

import asyncio
import signal
import socket
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog
import uvicorn
from litestar import Litestar, Router
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import CacheControlHeader, MutableScopeHeaders, State
from litestar.exceptions import HTTPException
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig
from litestar.types import Message, Scope

from bot.service import Service
from bot.settings import Settings
from bot.web import chat, files, health, metrics, telegram, whatsapp
from bot.web.errors import broken, refused
from bot.web.pace import paces, swept
from bot.web.site import Site
from bot.web.stream import watched
from bot.web.visitor import Visitors

log = structlog.get_logger()

FOLDER = Path(__file__).parent
PROXIES = ["127.0.0.1", "::1"]
"""Whose X-Forwarded-For is believed: a proxy on this machine."""
GRACE = 5
"""Seconds that answers under way get when the server goes down."""
CONNECTIONS = 900
"""Open pages and requests at once; a process may usually open 1,024 files."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def application(service: Service) -> Litestar:
    """All routes. The caller starts and stops the service; both live in the loop that serves."""
    settings = service.house.settings
    site = Site(service, Visitors(settings))
    posts = Router("/chat", route_handlers=[chat.say, chat.confirm_seen], middleware=paces(site.visitors, "posts"))
    downloads = Router("/chat", route_handlers=[files.download], middleware=paces(site.visitors, "files"))
    return Litestar(
        [
            *(chat.home, chat.page, chat.events, posts, downloads, static_files()),
            *(telegram.webhook, *whatsapp.routes(settings), health.alive, health.ready, metrics.metrics),
        ],
        state=State({"site": site}),
        csrf_config=csrf(site.visitors),
        template_config=TemplateConfig(directory=FOLDER / "templates", engine=JinjaTemplateEngine),
        exception_handlers={HTTPException: refused, Exception: broken},
        before_send=[add_headers],
        lifespan=[swept, watched],
        openapi_config=None,
        logging_config=None,
    )


def csrf(visitors: Visitors) -> CSRFConfig:
    """Litestar's signed double-submit token.

    Not a check of Origin or Sec-Fetch-Site: browsers on old phones leave them out, and our own no-referrer policy
    turns the Origin of a form into "null". SameSite=Lax and the script's JSON stand in front of it anyway.
    """
    return CSRFConfig(visitors.csrf_secret, cookie_name=visitors.csrf_name, cookie_secure=visitors.secure)


def static_files() -> Router:
    """Style, script and icon; their addresses change with their content."""
    return create_static_files_router(
        "/chat/static",
        directories=[FOLDER / "static"],
        cache_control=CacheControlHeader(max_age=31536000, public=True, immutable=True),
        opt={"exclude_from_csrf": True},
    )


async def add_headers(message: Message, scope: Scope) -> None:
    """Before anything is sent, errors too. An answer's own header counts."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in HEADERS.items():
            headers.setdefault(name, value)


class Server(uvicorn.Server):
    """Uvicorn in a loop that is not its own: a signal ends it, and what runs beside it is ended by its owner."""

    def __init__(self, config: uvicorn.Config, site: Site) -> None:
        super().__init__(config)
        self.site = site

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """SIGINT and SIGTERM ask for an orderly end; uvicorn would raise them once more when it has finished."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams first: uvicorn waits for answers that are still being given."""
        self.site.close()
        await super().shutdown(sockets)


def server(app: Litestar, settings: Settings) -> Server:
    """No access log: addresses and times of people are personal. Uvicorn's own log is left to the root logger."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=PROXIES,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=GRACE,
    )
    return Server(config, app.state.site)


async def serve(app: Litestar, settings: Settings, sockets: Sequence[socket.socket] | None = None) -> None:
    """Serve in the running loop until SIGTERM or SIGINT, on HOST and PORT or on sockets that are bound already."""
    await server(app, settings).serve(list(sockets) if sockets else None)


async def run(service: Service) -> None:
    """Serve a service that its caller starts and stops."""
    await serve(application(service), service.house.settings)
