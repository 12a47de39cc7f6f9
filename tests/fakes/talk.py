"""A talk with the real topics, in one line: `Talk("iuran").says("2,5 juta").last`."""

from datetime import datetime
from typing import Any

from handlers import TOPICS
from leads.view import View
from tests.fakes.applicant import Applicant
from tests.fakes.turns import MONDAY_MORNING, TalkOf

__all__ = ["Talk"]


class Talk(TalkOf[View]):
    """Opens a topic, or nothing. `known_of`: what is known of the person (`Applicant`): phone, is_officer …"""

    def __init__(self, opens: str = "", *, at: datetime = MONDAY_MORNING, state: str = "", **known_of: Any) -> None:
        self.applicant = Applicant(**known_of)
        super().__init__(TOPICS, self.applicant, opens, at=at, state=state)
