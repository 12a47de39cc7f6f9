"""The tables. Moments are UTC and aware on both databases; states are the words of `leads.pipeline`."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from db.moment import Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def fitted(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with words no longer than their columns: PostgreSQL refuses what SQLite takes, and nobody's long
    answer may stop his talk."""

    def fit(name: str, value: Any) -> Any:
        longest = getattr(table.c[name].type, "length", None)
        return value[:longest] if longest and isinstance(value, str) else value

    return {name: fit(name, value) for name, value in values.items()}


def key(name: str = "id") -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=True)


person = Table(
    "person",
    metadata,
    key(),
    Column("channel", String(16), nullable=False),
    Column("external_id", String(160), nullable=False),
    Column("language", String(8), nullable=False, server_default="id"),
    Column("salutation", String(16)),
    Column("name", String(120)),
    Column("jabatan", String(60)),
    Column("phone", String(20)),
    Column("state", Text),
    Column("created_at", Moment, nullable=False),
    Column("last_event_at", Moment),
    Column("heard_at", Moment, comment="the person's last word; from it a channel counts its window"),
    Column("blocked_at", Moment, comment="the person blocked the bot"),
    Column("stopped_at", Moment, comment="STOP: nothing is sent that was not asked for"),
    Column("may_phone", Boolean, comment="after STOP: may an officer still phone"),
    Column("wiped_at", Moment, comment="HAPUS DATA"),
    UniqueConstraint("channel", "external_id"),
)

seen = Table(
    "seen",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("provider_id", String(128), primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("turn", Integer),
    Column("at", Moment, nullable=False),
    Index("ix_seen_at", "at"),
)

outbox = Table(
    "outbox",
    metadata,
    key(),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("kind", String(16), nullable=False, comment="reply, notice, digest"),
    Column("key", String(120), unique=True, comment="makes a notice or a digest exist once"),
    Column("message", Text, nullable=False),
    Column("replaces", String(128)),
    Column("tap", String(128)),
    Column("repeatable", Boolean, nullable=False, server_default=false()),
    Column("status", String(16), nullable=False, server_default="waiting"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("provider_id", String(128)),
    Column("delivery", String(12), comment="what the channel told of it later: sent, delivered, read, failed"),
    Column("delivered_at", Moment),
    Column("error", String(60)),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Index("ix_outbox_channel_status_due_at", "channel", "status", "due_at"),
    Index("ix_outbox_person_id_status", "person_id", "status"),
    Index("ix_outbox_provider_id", "provider_id"),
)

pace = Table("pace", metadata, Column("key", String(40), primary_key=True), Column("free_at", Float, nullable=False))

consent = Table(
    "consent",
    metadata,
    key(),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("purpose", String(30), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
)

cooperative = Table(
    "cooperative",
    metadata,
    Column("village_code", String(13), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("name", String(80), nullable=False),
    Column("kecamatan_code", String(8), nullable=False, index=True),
    Column("kecamatan", String(80), nullable=False),
    Column("state", String(20), nullable=False, server_default="belum_disapa"),
    Column("changed_at", Moment),
)

staff = Table(
    "staff",
    metadata,
    key(),
    Column("person_id", ForeignKey("person.id"), nullable=False, unique=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("role", String(12), nullable=False),
    Column("kecamatan", JSON, nullable=False, comment="codes of the territory; empty: the whole regency"),
    Column("bound_at", Moment, nullable=False),
    Column("left_at", Moment),
)

invitation = Table(
    "invitation",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("role", String(12), nullable=False),
    Column("kecamatan", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_by", ForeignKey("staff.id")),
)

lead = Table(
    "lead",
    metadata,
    key(),
    Column("ref", String(12), unique=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("village_code", ForeignKey("cooperative.village_code"), index=True),
    Column("village", String(120), nullable=False, comment="as the registry writes it, else as said"),
    Column("kecamatan", String(80)),
    Column("kecamatan_code", String(8)),
    Column("outside", String(80), comment="the regency that was named instead of ours"),
    Column("unmatched", Boolean, nullable=False, server_default=false()),
    Column("salutation", String(16)),
    Column("name", String(120)),
    Column("jabatan", String(60)),
    Column("phone", String(20)),
    Column("extra", JSON, nullable=False, comment="what was told after the reference: wish, people, cards …"),
    Column("state", String(12), nullable=False),
    Column("reason", String(20)),
    Column("joined_to", ForeignKey("lead.id"), comment="the first lead of the same cooperative"),
    Column("claimed_by", ForeignKey("staff.id")),
    Column("claim_until", Moment),
    Column("postponed_until", Moment),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("news_at", Moment, comment="the last news: of staff, of a draft the person's"),
    Column("reminded_at", Moment, comment="officers were reminded that nobody has taken it"),
    Column("registered_on", Date),
    Column("paid_on", Date, comment="the first contribution"),
    Column("closed_at", Moment),
    Index("ix_lead_state", "state"),
)

history = Table(
    "history",
    metadata,
    key(),
    Column("lead_id", ForeignKey("lead.id"), index=True),
    Column("village_code", ForeignKey("cooperative.village_code"), index=True),
    Column("staff_id", ForeignKey("staff.id"), comment="who did it; null: the person or the clock"),
    Column("at", Moment, nullable=False),
    Column("kind", String(12), nullable=False, comment="lead, cooperative, note, request"),
    Column("from_state", String(20)),
    Column("to_state", String(20)),
    Column("reason", String(20)),
    Column("note", Text),
)

job = Table(
    "job",
    metadata,
    key(),
    Column("kind", String(20), nullable=False),
    Column("key", String(80), nullable=False, unique=True),
    Column("due_at", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("cursor", String(80)),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("done_at", Moment),
    Index("ix_job_done_at_due_at", "done_at", "due_at"),
)

template = Table(
    "template",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("language", String(10), primary_key=True),
    Column("status", String(30), nullable=False, comment="as Meta calls it: APPROVED, PENDING, REJECTED, PAUSED …"),
    Column("category", String(30), nullable=False),
    Column("reason", String(200), comment="why it was refused, in Meta's words"),
    Column("changed_at", Moment, nullable=False),
)
"""What WhatsApp lets us send outside the window, as we last heard of it."""

digest = Table(
    "digest",
    metadata,
    key(),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("number", Integer, nullable=False, comment="its place among the digests of this person"),
    Column("saldo", Integer, nullable=False, comment="saldo akhir: the next one's saldo awal"),
    Column("last_change", Integer, nullable=False, comment="the newest line of history that is in it"),
    Column("states", JSON, nullable=False, comment="of the head's digest: cooperatives by state"),
    UniqueConstraint("staff_id", "day"),
)

content = Table(
    "content",
    metadata,
    Column("version", String(12), primary_key=True),
    Column("archive", LargeBinary, nullable=False, comment="the data files: an old answer can be made again"),
    Column("at", Moment, nullable=False, comment="first used"),
)

answer = Table(
    "answer",
    metadata,
    key(),
    Column("person_id", ForeignKey("person.id"), index=True, comment="null: the person had everything deleted"),
    Column("topic", String(30), nullable=False),
    Column("inputs", JSON, nullable=False, comment="what it was made from; never free text"),
    Column("facts", JSON, nullable=False, comment="ids of the facts it rests on"),
    Column("version", ForeignKey("content.version"), nullable=False),
    Column("fingerprint", String(64), nullable=False, comment="SHA-256 of the words that were said"),
    Column("at", Moment, nullable=False, index=True),
)

question = Table(
    "question",
    metadata,
    key(),
    Column("text", String(500), nullable=False, comment="masked; nobody stands in it, and nothing says whose it was"),
    Column("outcome", String(8), nullable=False, comment="answer, suggest, decline"),
    Column("entries", JSON, nullable=False, comment="ids that were shown or were near, best first"),
    Column("verdict", String(8), comment="chosen, refused, wrong; null: nothing was said of it"),
    Column("chosen", String(40), comment="the entry that was chosen"),
    Column("day", Date, nullable=False, index=True, comment="no finer, so that it points at nobody"),
    Column("version", String(12), nullable=False, comment="of the content it was answered from"),
)
"""What was asked in free words, for the next training."""

checklist = Table(
    "checklist",
    metadata,
    key(),
    Column("village_code", ForeignKey("cooperative.village_code"), comment="whose it is once that is known"),
    Column("person_id", ForeignKey("person.id"), comment="whose it is until then"),
    Column("item", String(30), nullable=False),
    Column("state", String(20), nullable=False),
    Column("day", Date, comment="of an item that has one"),
    Column("changed_at", Moment, nullable=False),
    Column("staff_id", ForeignKey("staff.id"), comment="who changed it; null: an officer of the cooperative"),
    UniqueConstraint("village_code", "item"),
    UniqueConstraint("person_id", "item"),
)
"""One item of the way to the first contribution."""
