"""A channel without a wire: remembers what was sent, fails as it was told to, takes as long as it was told to."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import timedelta

from bot.channels import SendError
from bot.documents import Made
from bot.message import Message


@dataclass(frozen=True)
class Tried:
    """One call of `send`. at: the loop's time; words: the plain words."""

    at: float
    external_id: str
    words: str
    replaces: str | None = None
    tap: str | None = None
    made: Made | None = None


@dataclass
class FakeChannel:
    """Use it like any channel. tried: every call; arrived: what the persons have, in order."""

    name: str = "telegram"
    per_second: float = 1000.0
    person_interval: float = 0.0
    burst: int = 3
    window: timedelta | None = None
    tried: list[Tried] = field(default_factory=list)
    arrived: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    failures: dict[str, deque[Exception]] = field(default_factory=lambda: defaultdict(deque))
    delays: dict[str, float] = field(default_factory=dict)
    at_once: int = 0
    most_at_once: int = 0

    def fail(self, external_id: str, *errors: Exception) -> None:
        """The next messages to this person fail with these; with an `unknown` one it arrives all the same."""
        self.failures[external_id] += errors

    async def send(
        self,
        external_id: str,
        message: Message,
        *,
        replaces: str | None = None,
        tap: str | None = None,
        made: Made | None = None,
        outside: bool = False,
        ref: str = "",
    ) -> str:
        self.tried.append(Tried(asyncio.get_running_loop().time(), external_id, message.plain, replaces, tap, made))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.delays.get(external_id, 0.0))
        finally:
            self.at_once -= 1
        if self.failures[external_id]:
            error = self.failures[external_id].popleft()
            if isinstance(error, SendError) and error.unknown:
                self.arrived[external_id].append(message.plain)
            raise error
        self.arrived[external_id].append(message.plain)
        return f"m{len(self.tried)}"
