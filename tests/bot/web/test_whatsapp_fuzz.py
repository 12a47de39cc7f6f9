"""Whatever Meta may bring: a signed delivery is never refused, and no good message is lost beside a bad one."""

import copy
import itertools
import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.whatsapp_updates import parse
from bot.house import House
from tests.bot.channels.test_whatsapp_samples import NOW, SAMPLES
from tests.bot.web.conftest import running
from tests.bot.web.test_whatsapp import SETTINGS, Meta, meta_at, says, seen_as, where
from tests.fakes import whatsapp_people as people

__all__ = ["where"]

pytestmark = pytest.mark.asyncio(loop_scope="module")
DEEP = 300
"""Lists in a list; beyond some 900 a whole body cannot be read, as no JSON of Meta's ever is."""
NUMBERS = itertools.count(1)
DELIVERIES = [
    json.loads(re.sub(r'("phone_number_id": )"[^"]*"', rf'\1"{people.NUMBER_ID}"', json.dumps(sample)))
    for sample in SAMPLES.values()
    if "entry" in sample
]

Place = tuple[str | int, ...]


def nested(depth: int) -> Any:
    whole: Any = "x"
    for _ in range(depth):
        whole = [whole]
    return whole


hostile = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(10**20, 10**200),
    st.floats(),
    st.text(st.characters() | st.sampled_from("\x00\ud800\u202e😀|{}"), max_size=40),
    st.sampled_from(["", " ", "w" * 5000, "1" * 200, "page:1", "1|menu|\x00", "12|a|" + "b" * 300, "/start \x00"]),
    st.builds(nested, st.integers(1, DEEP)),
    st.builds(dict),
    st.builds(list),
    st.recursive(st.none() | st.text(max_size=5), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)),
)


def places(whole: Any, path: Place = ()) -> Iterator[Place]:
    """Where something stands that could be something else."""
    items = whole.items() if isinstance(whole, dict) else enumerate(whole) if isinstance(whole, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


@st.composite
def broken(draw: st.DrawFn) -> dict[str, Any]:
    """A sample in which some things are missing or are something else."""
    delivery: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(DELIVERIES)))
    for _ in range(draw(st.integers(1, 3))):
        found = list(places(delivery))
        if not found:
            break
        *way, last = draw(st.sampled_from(found))
        inside: Any = delivery
        for key in way:
            inside = inside[key]
        if draw(st.booleans()):
            del inside[last]
        else:
            inside[last] = draw(hostile)
    return delivery


def is_ours(change: Any) -> bool:
    """Whether messages of this change are read, and are not another number's."""
    value = change.get("value") if isinstance(change, dict) and change.get("field") == "messages" else None
    if not isinstance(value, dict) or not isinstance(value.get("messages"), list):
        return False
    metadata = value.get("metadata")
    return not isinstance(metadata, dict) or metadata.get("phone_number_id") in (None, people.NUMBER_ID)


def among(messages: list[Any], number: str, who: people.Who) -> list[str]:
    """Put a good message of somebody before and one behind all others; their ids."""
    names = [f"{number}.first", f"{number}.last"]
    first, last = (says("menu", name, who)["value"]["messages"][0] for name in names)
    messages[:] = [first, *messages, last]
    return names


def inserted(delivery: dict[str, Any], number: str, who: people.Who) -> list[str]:
    """Put good messages beside whatever stands in a delivery, as near to it as it goes; their ids."""
    names = [number]
    if not isinstance(delivery.get("entry"), list):
        delivery["entry"] = []
    for entry in delivery["entry"]:
        changes = entry.get("changes") if isinstance(entry, dict) else None
        for change in changes if isinstance(changes, list) else []:
            if is_ours(change):
                names += among(change["value"]["messages"], number, who)
    delivery["entry"].append({"changes": [says("menu", number, who)]})
    return names


@given(delivery=broken())
async def test_reading_never_fails(delivery: dict[str, Any]) -> None:
    assert parse(delivery, NOW)


@given(delivery=hostile)
async def test_reading_anything_never_fails(delivery: Any) -> None:
    assert parse(delivery, NOW)
    assert parse({"entry": [{"changes": [{"field": "messages", "value": {"messages": [delivery]}}]}]}, NOW)


@pytest_asyncio.fixture(loop_scope="module")
async def meta(model: House, tmp_path: Path, where: dict[str, str]) -> AsyncIterator[Meta]:
    async with running(model, tmp_path, busy=False, **SETTINGS, **where) as site, meta_at(site) as meta:
        yield meta


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delivery=broken())
async def test_no_signed_delivery_is_refused_and_no_good_message_is_lost(meta: Meta, delivery: dict[str, Any]) -> None:
    number = next(NUMBERS)
    names = inserted(delivery, f"wamid.good.{number}", people.Who(f"62813{number:08}", f"ID.good.{number}"))
    assert await meta.posts(json.dumps(delivery).encode()) == 200
    assert set(seen_as(*names)) <= set((await meta.kept())[0])
