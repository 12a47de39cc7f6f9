"""What never went out is sent again without doubt; what may have gone out is in doubt."""

from unittest.mock import Mock

import aiohttp
import pytest

from bot.channels import SendError
from bot.channels.whatsapp_request import WhatsAppRequest


@pytest.mark.parametrize(
    "error, reason, unknown",
    [
        (aiohttp.ConnectionTimeoutError(), "unreachable", False),
        (aiohttp.SocketTimeoutError(), "unanswered", True),
        (aiohttp.ServerDisconnectedError(), "unanswered", True),
        (ConnectionResetError(), "unanswered", True),
    ],
)
async def test_only_a_connection_that_was_never_made_leaves_no_doubt(
    error: Exception, reason: str, unknown: bool
) -> None:
    session = Mock(spec=aiohttp.ClientSession)
    session.request.side_effect = error
    with pytest.raises(SendError) as caught:
        await WhatsAppRequest(session, "token").post("1/messages", {})
    assert (caught.value.reason, caught.value.unknown) == (reason, unknown)
