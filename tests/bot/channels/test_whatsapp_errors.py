"""Every code of Meta's has one meaning, and staff can read it."""

import pytest

from bot.channels.whatsapp_errors import BY_REASON, CODES, TABLE, meaning, words_of
from bot.render import plain


def test_no_code_means_two_things() -> None:
    assert len(CODES) == sum(len(codes) for _, codes in TABLE)


def test_every_reason_is_one_short_word_with_one_meaning() -> None:
    for found in (one for one, _ in TABLE):
        assert BY_REASON[found.reason] == found
        assert found.reason.replace("_", "").isalpha()
        assert len(found.reason) <= 32


def test_what_is_permanent_waits_for_nothing() -> None:
    assert not any(found.permanent and (found.retry_after or found.person_only) for found in CODES.values())


def test_staff_read_every_reason_in_words() -> None:
    assert plain(words_of("outside_window")).startswith("Sudah lebih dari 24 jam")
    assert plain(words_of("unanswered")).startswith("WhatsApp tidak menjawab")
    assert plain(words_of("KeyError")) == "Pesannya tidak terkirim (KeyError)."
    assert all(plain(found.words).endswith(".") for found in BY_REASON.values())


@pytest.mark.parametrize(
    "status, reason", [(400, "refused"), (429, "too_many_requests"), (403, "bad_token"), (500, "server_error")]
)
def test_of_a_code_that_nobody_knows_the_status_tells(status: int, reason: str) -> None:
    assert meaning(999_999, status).reason == reason


def test_a_status_that_fails_without_a_known_code_is_final() -> None:
    assert meaning(999_999).permanent
