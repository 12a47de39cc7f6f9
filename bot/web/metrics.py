"""Figures for Prometheus: counts and ages, nothing of anybody."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from litestar import Response, get
from litestar.exceptions import NotAuthorizedException
from prometheus_client import CONTENT_TYPE_LATEST, PROCESS_COLLECTOR, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection

from bot.web import rows
from bot.web.site import AnyRequest, site_of

RELAYED = ("x-forwarded-for", "forwarded", "x-real-ip", "via")
HERE = ("localhost", "127.0.0.1", "[::1]")


@get("/metrics", opt={"exclude_from_csrf": True})
async def metrics(request: AnyRequest) -> Response[bytes]:
    """The figures, for a client on this machine or with SAPAKOP_METRICS_TOKEN."""
    house = site_of(request).house
    if not (is_here(request) or has_token(request, house.settings.metrics_token.get_secret_value())):
        raise NotAuthorizedException(headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry(auto_describe=False)
    registry.register(PROCESS_COLLECTOR)
    registry.register(await house.database.read(count, house.now()))
    return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def is_here(request: AnyRequest) -> bool:
    """The client is on this machine, and is not a proxy that brings somebody else's request."""
    client = request.client.host if request.client else ""
    host = request.headers.get("host", "").rpartition(":")
    name = host[0] if host[2].isdigit() else request.headers.get("host", "")
    relayed = any(header in request.headers for header in RELAYED)
    return is_loopback(client) and name in HERE and not relayed


def is_loopback(client: str) -> bool:
    try:
        return ip_address(client).is_loopback
    except ValueError:
        return False


def has_token(request: AnyRequest, token: str) -> bool:
    given = request.headers.get("authorization", "").encode()
    return token != "" and hmac.compare_digest(given, f"Bearer {token}".encode())


@dataclass(frozen=True, eq=False)
class Figures(Collector):
    """What was counted at one moment."""

    updates: Mapping[str, int]
    messages: Mapping[tuple[str, str], int]
    waiting: Mapping[str, float]
    leads: Mapping[str, int]

    def collect(self) -> Iterable[Metric]:
        updates = GaugeMetricFamily(
            "sapakop_updates_stored", "Updates taken in and still remembered.", labels=["channel"]
        )
        for channel, number in self.updates.items():
            updates.add_metric([channel], number)
        messages = GaugeMetricFamily("sapakop_outbox_messages", "Outgoing messages.", labels=["channel", "status"])
        for labels, number in self.messages.items():
            messages.add_metric(labels, number)
        waiting = GaugeMetricFamily(
            "sapakop_outbox_oldest_waiting_seconds",
            "Since when the oldest waiting message is due; on the web: since when a person has not come back for it.",
            labels=["channel"],
        )
        for channel, seconds in self.waiting.items():
            waiting.add_metric([channel], seconds)
        leads = GaugeMetricFamily("sapakop_leads", "Leads by state.", labels=["state"])
        for state, number in self.leads.items():
            leads.add_metric([state], number)
        return updates, messages, waiting, leads


def count(connection: Connection, now: datetime) -> Figures:
    due = rows.oldest_waiting(connection)
    return Figures(
        rows.count_updates(connection),
        rows.count_messages(connection),
        {channel: max(0.0, (now - at).total_seconds()) for channel, at in due.items()},
        rows.count_leads(connection),
    )
