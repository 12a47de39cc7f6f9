"""What a performer is given."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.house import House


@dataclass(frozen=True)
class Act:
    """The turn's transaction, the person whose turn it is, and the time of the event."""

    connection: Connection
    house: House
    person: Row[Any]
    at: datetime
