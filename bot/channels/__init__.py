"""The channels: the only code that knows a wire format or its limits."""

from datetime import timedelta
from typing import Protocol

from bot.documents import Made
from bot.message import Message


class SendError(Exception):
    """A message was not sent, or may not have been.

    permanent: sending it again cannot help.
    retry_after: seconds to wait before the next try, when the channel says so.
    unknown: the channel may have delivered it (a time-out after the request went out).
    person_only: only this person has to be waited for, not the whole channel.
    gone: the person has blocked the bot or no longer exists.
    done: how many parts of the message have gone; the next try sends the others (`Message.done`).
    reason: a fixed short word for logs and staff; never a token, a text or a phone.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        unknown: bool = False,
        gone: bool = False,
        person_only: bool = False,
        done: int = 0,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after
        self.unknown = unknown
        self.gone = gone
        self.person_only = person_only
        self.done = done


class Channel(Protocol):
    """What the outbox asks of a channel."""

    name: str
    per_second: float
    """Messages a second over all persons."""
    person_interval: float
    """Seconds between two messages to one person, after a short burst."""
    burst: int
    """Messages that one person may get at once before the interval counts."""
    window: timedelta | None
    """So long after a person's last word anything may be sent; None: always."""

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
        """Send one message and return the provider's id of it; raise `SendError`.

        replaces: the provider's id of a message that may be edited instead (only when `message.browse`).
        tap: a tap to acknowledge first; an acknowledgement that comes too late is no error.
        made: the file of the message, there whenever `message.file` is.
        outside: the window is closed; only what the channel has approved for `message.purpose` may be sent.
        ref: what we know the message by, for a channel that tells us later what became of it.
        """
        ...
