"""Refusals: messages that WhatsApp did not take or bring, counted with the reason, for those who can phone instead."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from bot.channels.whatsapp_errors import WITHHELD, words_of
from bot.channels.whatsapp_terms import CHANNEL
from db import condition
from dialogue.text import Number, Text


def refusals(connection: Connection, since: datetime) -> Iterator[Text]:
    """One line for each reason, of messages made since then."""
    for reason, count in condition.refused(connection, CHANNEL, since).items():
        if reason not in WITHHELD:
            yield Text("{n} pesan WhatsApp tidak sampai. {why}", n=Number(count), why=words_of(reason))


def withheld(connection: Connection, since: datetime) -> Iterator[Text]:
    """One line for each reason for which no paid template was sent, of messages made since then: as it should be."""
    for reason, count in condition.refused(connection, CHANNEL, since).items():
        if reason in WITHHELD:
            yield Text("{n} pesan WhatsApp sengaja tidak dikirim. {why}", n=Number(count), why=words_of(reason))
