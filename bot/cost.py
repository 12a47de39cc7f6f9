"""Cost: what a broadcast on WhatsApp may cost, estimated before it is sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.channels.whatsapp_templates import templates
from bot.channels.whatsapp_terms import CHANNEL, HOURS, WINDOW
from bot.house import House
from bot.templates import USABLE
from db import condition
from db import templates as rows
from dialogue.text import Number, Raw, Rupiah, Text
from knowledge.facts import UnknownFact

RATES = {"MARKETING": "whatsapp-tarif-pemasaran"}
UTILITY = "whatsapp-tarif-utilitas"
"""The facts that hold the price of one message by the template's category: whole rupiah, not known until staff fill it
in."""


@dataclass(frozen=True)
class Estimate:
    """people: recipients on WhatsApp; outside: of them those who get a paid template, their window being closed.

    rate: rupiah of one template; None: not known. fact: where the rate has to be filled in. approved: whether Meta lets
    the template be sent; when not, whoever is outside gets nothing.
    """

    people: int
    outside: int
    rate: int | None
    fact: str
    approved: bool

    @property
    def total(self) -> int | None:
        """Rupiah; None: not known. What nobody gets costs nothing, whatever the rate."""
        if not self.outside or not self.approved:
            return 0
        return None if self.rate is None else self.outside * self.rate


def estimate(connection: Connection, house: House, people: Collection[int], purpose: str, at: datetime) -> Estimate:
    """Of a notice with this purpose to these persons at a moment; who is not on WhatsApp is left out."""
    there, outside = condition.windows(connection, people, CHANNEL, WINDOW, at)
    name = templates()[purpose].name
    row = next((row for row in rows.all_templates(connection) if row.name == name), None)
    fact = RATES.get(row.category if row else "", UTILITY)
    return Estimate(there, outside, rate(house, fact, at), fact, row is not None and row.status in USABLE)


def rate(house: House, fact: str, at: datetime) -> int | None:
    try:
        return house.book.on(house.calendar.day(at)).amount(fact)
    except (UnknownFact, TypeError):
        return None


def words(one: Estimate) -> Text:
    """The estimate as staff read it."""
    if not one.people:
        return Text("tidak ada penerima di WhatsApp.")
    people, outside = Number(one.people), Number(one.outside)
    if not one.outside:
        return Text(
            "{people} penerima di WhatsApp, semuanya dalam {hours} jam: tanpa biaya.", people=people, hours=HOURS
        )
    if not one.approved:
        return Text(
            "{people} penerima di WhatsApp; {outside} di luar {hours} jam tidak akan menerimanya, karena templatnya"
            " belum disetujui Meta. Periksa: sapakop whatsapp templates",
            people=people,
            outside=outside,
            hours=HOURS,
        )
    if one.rate is None or one.total is None:
        return Text(
            "{people} penerima di WhatsApp, {outside} di luar {hours} jam: {outside} pesan templat berbayar. Tarifnya"
            " belum diketahui; isi fakta {fact} dari kartu tarif Meta.",
            people=people,
            outside=outside,
            hours=HOURS,
            fact=Raw(one.fact),
        )
    return Text(
        "{people} penerima di WhatsApp, {outside} di luar {hours} jam: {outside} × {rate} = kira-kira {total}.",
        people=people,
        outside=outside,
        hours=HOURS,
        rate=Rupiah(one.rate),
        total=Rupiah(one.total),
    )
