"""What WhatsApp tells besides messages: what became of ours, news of templates, and what is only noted.

A delivery may hold anything; it is read by the functions at the end, which never trust a type.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

STATES = frozenset(("sent", "delivered", "read", "failed"))
TEMPLATE_STATUS, TEMPLATE_CATEGORY = "message_template_status_update", "template_category_update"
NOTED_STATUSES = frozenset(("deleted", "played", "warning"))
NOTED_FIELDS = frozenset(
    (
        *("account_alerts", "account_review_update", "account_settings_update", "account_update"),
        *("business_capability_update", "business_status_update", "calls", "flows", "group_lifecycle_update"),
        *("group_participants_update", "group_settings_update", "group_status_update", "history"),
        *("message_echoes", "message_template_components_update", "message_template_quality_update"),
        *("partner_solutions", "payment_configuration_update", "phone_number_name_update"),
        *("phone_number_quality_update", "security", "smb_app_state_sync", "smb_message_echoes"),
        *("standby", "tracking_events", "user_preferences"),
    )
)
LONGEST_ID = 128
LONGEST_WAIT = timedelta(days=7)
"""For so long Meta brings a delivery again; what says that it is older has a wrong clock."""
DIGITS = re.compile(r"[0-9]{1,15}")
NO_CODE = -1


class UnreadableError(Exception):
    """A part of a delivery has not the shape that it needs."""


@dataclass(frozen=True)
class Status:
    """What became of one of our messages.

    provider_id: its wamid. state: sent, delivered, read or failed. at: aware. ref: what we sent along with it.
    code: Meta's error code of a failure.
    """

    provider_id: str
    state: str
    at: datetime
    ref: str = ""
    code: int = NO_CODE


@dataclass(frozen=True)
class TemplateNews:
    """What Meta decided about a template; "" is not told. reason: why it was refused, in Meta's word."""

    name: str
    language: str
    at: datetime
    status: str = ""
    category: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Noted:
    """Something that asks nothing of us, or that could not be read. type: a fixed word, safe to log."""

    type: str


def status_of(raw: Mapping[str, Any], now: datetime) -> Status | Noted:
    """One status. Raises UnreadableError."""
    state, number = word(raw, "status"), word(raw, "id")
    if state in NOTED_STATUSES:
        return Noted("status")
    if state not in STATES or not number:
        raise UnreadableError
    errors = [error for error in listed(raw, "errors") if isinstance(error, Mapping)]
    code = word(errors[0], "code") if errors else ""
    known = int(code) if DIGITS.fullmatch(code) else NO_CODE
    return Status(number, state, moment(raw, now), word(raw, "biz_opaque_callback_data"), known)


def template_news(field: str, value: Mapping[str, Any], at: datetime) -> TemplateNews | Noted:
    """One change of a template. Raises UnreadableError."""
    name, language = word(value, "message_template_name"), word(value, "message_template_language")
    if not name or not language:
        raise UnreadableError
    if field == TEMPLATE_CATEGORY:
        category = word(value, "new_category")  # an announcement of one to come has none
        return TemplateNews(name, language, at, category=category) if category else Noted(field)
    status, reason = word(value, "event"), word(value, "reason")
    if not status:
        raise UnreadableError
    reason = "" if reason == "NONE" else reason
    return TemplateNews(name, language, at, status, word(value, "message_template_category"), reason)


def mapping(raw: Any) -> Mapping[str, Any]:
    """An object. Raises UnreadableError."""
    if not isinstance(raw, Mapping):
        raise UnreadableError
    return raw


def inner(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object in an object; what is not one is empty."""
    found = raw.get(name)
    return found if isinstance(found, Mapping) else {}


def listed(raw: Mapping[str, Any], name: str) -> Sequence[Any]:
    """A list in an object, empty when it is missing. Raises UnreadableError for anything else."""
    found = raw.get(name)
    if found is not None and not isinstance(found, list):
        raise UnreadableError
    return found or ()


def word(raw: Mapping[str, Any], name: str) -> str:
    """An id or another short word; "" when it is missing or nothing that we could keep. Numbers are taken."""
    found = raw.get(name)
    if isinstance(found, int) and not isinstance(found, bool) and abs(found) < 10**LONGEST_ID:
        found = str(found)
    if not isinstance(found, str) or len(found) > LONGEST_ID or not found.isprintable():
        return ""
    return found.strip()


def moment(raw: Mapping[str, Any], now: datetime, name: str = "timestamp") -> datetime:
    """When it happened, aware; now when that is missing, to come, or longer ago than it can be."""
    seconds = word(raw, name)
    if not DIGITS.fullmatch(seconds) or not 0 <= now.timestamp() - int(seconds) <= LONGEST_WAIT.total_seconds():
        return now
    return datetime.fromtimestamp(int(seconds), UTC)
