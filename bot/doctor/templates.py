"""WhatsApp's templates: is each of ours approved, and does Meta have it as our files have it?"""

from collections.abc import Iterator, Sequence

from bot.channels.whatsapp_library import Kept
from bot.channels.whatsapp_templates import Template, templates
from bot.doctor.finding import Finding, good, warning
from bot.templates import PENDING, USABLE, state
from dialogue.text import Number, Raw, Text


def check_templates(found: Sequence[Kept]) -> Iterator[Finding]:
    """One line when all is well, else one for each template that is not as it should be."""
    there = {(one.name, one.language): one for one in found}
    bad = [line for ours in templates().values() for line in check(ours, there.get((ours.name, ours.language)))]
    yield from bad or [good(Text("{n} templat WhatsApp disetujui Meta.", n=Number(len(templates()))))]


def check(ours: Template, known: Kept | None) -> Iterator[Finding]:
    name = Raw(ours.name)
    if known is None:
        yield warning(
            Text("Templat {name} belum didaftarkan. Jalankan: sapakop whatsapp templates --register", name=name)
        )
        return
    words = state(known.status, known.category, known.reason)
    if known.status in PENDING:
        yield warning(Text("Templat {name} {state}. Tunggu; biasanya kurang dari sehari.", name=name, state=words))
    elif known.status not in USABLE:
        yield warning(Text("Templat {name} {state}. Buka WhatsApp Manager, Message templates.", name=name, state=words))
    elif known.category != "UTILITY" or known.status != "APPROVED":
        yield warning(
            Text("Templat {name} {state}. Biayanya dan batasnya bisa lain; ajukan banding.", name=name, state=words)
        )
    if not known.is_like(ours):
        yield warning(Text("Templat {name} di Meta berbeda dengan berkasnya. Daftarkan dengan nama lain.", name=name))
