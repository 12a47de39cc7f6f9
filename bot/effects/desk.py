"""What staff do with a lead: look, take, give back, note, move on, split."""

from dataclasses import replace
from typing import Any

from bot.act import Act
from bot.notices import tell_applicants
from bot.people import load_officer
from bot.reports import officer_digest
from db import checklist as checklists
from db import leads as rows
from db import people as person_rows
from db import registry
from dialogue.text import Number, Text
from handlers.pendaftaran import layar
from leads import claim as claims
from leads.digest import Digest
from leads.joining import split
from leads.phone import read_phones
from leads.pipeline import CoopState, LeadState, NotAllowed, Reason, Registration, label, move, move_coop
from leads.requests import (
    AddNote,
    Claim,
    ClaimLead,
    FindLead,
    LeadCard,
    MakeDigest,
    Moved,
    MoveLead,
    MyTasks,
    ReleaseLead,
    SplitLead,
)
from leads.roles import Action, Officer, may
from leads.row import LeadRow


def officer(act: Act, action: Action) -> Officer | None:
    """The officer whose turn it is, when his role may do this."""
    found = load_officer(act.connection, act.person.id)
    return found if found and may(found.role, action) else None


def visible(act: Act, ref: str, who: Officer, *, lock: bool = False) -> LeadRow | None:
    """A lead of the officer's territory; one that he holds is always his."""
    row = rows.find_lead(act.connection, ref, lock=lock)
    if row is None:
        return None
    mine = not who.kecamatan or not row.kecamatan_code or row.kecamatan_code in who.kecamatan
    return row if mine or row.claimed_by == who.staff_id else None


def find_lead(act: Act, effect: FindLead) -> LeadCard | None:
    who = officer(act, Action.see_contacts)
    row = visible(act, effect.ref, who) if who else None
    return card(act, row) if row else None


def card(act: Act, row: LeadRow) -> LeadCard:
    """Everything staff need to call somebody."""
    raw = rows.raw_lead(act.connection, row.lead_id)
    person = person_rows.get_person(act.connection, raw.person_id)
    others = rows.joined_to(act.connection, row.lead_id)
    return LeadCard(
        ref=row.ref,
        village=row.village,
        kecamatan=row.kecamatan or "-",
        contact=", ".join(filter(None, (row.contact, row.jabatan))) or "-",
        phone=read_phones(raw.phone)[0].national if raw.phone else None,
        state=row.state,
        coop_state=row.coop_state or "",
        state_label=label(row.reason or row.state),
        coop_label=label(row.coop_state) if row.coop_state else Text("belum cocok dengan daftar"),
        holder=row.claimed_by_name or None,
        holder_id=row.claimed_by,
        joined=row.reason is Reason.digabung,
        notes=tuple(rows.notes(act.connection, [row.lead_id, *(other.lead_id for other in others)])),
        others=tuple(f"{other.contact}, {other.jabatan} ({other.ref})" for other in others),
        flags=(*flags(raw, person), *steps(act, row)),
    )


def flags(raw: Any, person: Any) -> list[Text]:
    """What an officer has to know before calling."""
    found: list[Text] = []
    if person.stopped_at and not person.may_phone:
        found.append(Text("Minta tidak dihubungi: STOP"))
    if raw.outside:
        found.append(Text("Di luar wilayah: {place}", place=raw.outside))
    if raw.unmatched:
        found.append(Text("Nama desa belum cocok dengan daftar"))
    if raw.extra.get("waktu"):
        found.append(Text("Enaknya dihubungi: {when}", when=str(raw.extra["waktu"]).replace("_", " ")))
    if raw.extra.get("orang_jumlah"):
        found.append(Text("Kira-kira {n} orang", n=Number(raw.extra["orang_jumlah"])))
    known = {
        "berkas": Text("Berkas"),
        "kartu": Text("Kartu dari desa"),
        "kendala": Text("Kendala"),
        "kontak2": Text("Kontak kedua"),
    }
    for name, what in known.items():
        if raw.extra.get(name):
            found.append(Text("{what}: {value}", what=what, value=str(raw.extra[name])))
    return found


def steps(act: Act, row: LeadRow) -> tuple[Text, ...]:
    """How far the cooperative says it is, where it has begun its checklist."""
    progress = checklists.of_village(act.connection, row)
    return (layar.for_staff(progress),) if progress and progress.road else ()


def claim_lead(act: Act, effect: ClaimLead) -> Claim:
    """One tap wins; the other is told who has it. The applicant hears of the officer's name."""
    who = officer(act, Action.claim)
    row = visible(act, effect.ref, who, lock=True) if who else None
    if row is None or who is None:
        return Claim(effect.ref, None)
    row = rows.worked_on(act.connection, row, lock=True)
    try:
        result = claims.claim(row, who, act.at, act.house.calendar)
    except NotAllowed:
        return Claim(row.ref, None)
    if isinstance(result, claims.Taken):
        return Claim(row.ref, None, taken_by=result.by)
    for step in result.moves:
        held = (
            {"claimed_by": who.staff_id, "claim_until": result.claim.until}
            if step.to_state is LeadState.dipegang
            else {}
        )
        rows.apply(act.connection, row.lead_id, step, act.at, staff_id=who.staff_id, **held)
    after = rows.get_lead(act.connection, row.lead_id)
    if result.moves:
        tell_applicants(act.connection, act.house, row, act.at)
    return Claim(row.ref, card(act, after))


def held(act: Act, ref: str, action: Action) -> tuple[Officer, LeadRow] | None:
    """The lead that this officer holds; whoever may invite staff may act for any officer."""
    who = officer(act, action)
    row = visible(act, ref, who, lock=True) if who else None
    if who is None or row is None:
        return None
    return (who, row) if row.claimed_by == who.staff_id or may(who.role, Action.invite) else None


def release_lead(act: Act, effect: ReleaseLead) -> bool:
    found = held(act, effect.ref, Action.claim)
    if found is None or found[1].state is not LeadState.dipegang:
        return False
    who, row = found
    rows.apply(act.connection, row.lead_id, move(row.state, LeadState.baru), act.at, staff_id=who.staff_id)
    tell_applicants(act.connection, act.house, row, act.at)
    return True


def add_note(act: Act, effect: AddNote) -> bool:
    """A note is news: the claim counts from it again."""
    who = officer(act, Action.note)
    row = visible(act, effect.ref, who, lock=True) if who else None
    if row is None or who is None:
        return False
    rows.write_note(act.connection, row.lead_id, "note", effect.words, act.at, who.staff_id)
    renew(act, row, who)
    return True


def renew(act: Act, row: LeadRow, who: Officer) -> None:
    if row.state is LeadState.dipegang and row.claimed_by == who.staff_id:
        calendar = act.house.calendar
        until = claims.claim_until(calendar.day(act.at), None, calendar)
        rows.change_lead(act.connection, row.lead_id, claim_until=until, news_at=act.at)


def move_lead(act: Act, effect: MoveLead) -> Moved:
    """Move a lead or its cooperative on, tell the applicants, and say why when the rules refuse."""
    found = held(act, effect.ref, Action.change_state)
    if found is None:
        return Moved(None, Text("Ambil dulu permintaan ini, baru statusnya bisa diubah."))
    who, row = found
    machine, _, to = effect.to.partition(":")
    try:
        step = move_lead_state if machine == "lead" else move_cooperative
        step(act, effect, row, who, to)
    except NotAllowed as refusal:
        return Moved(None, refusal.reason)
    return Moved(card(act, rows.get_lead(act.connection, row.lead_id)))


def move_lead_state(act: Act, effect: MoveLead, row: LeadRow, who: Officer, to: str) -> None:
    calendar = act.house.calendar
    step = move(
        row.state,
        LeadState(to),
        reason=Reason(effect.reason) if effect.reason else None,
        until=effect.until,
        today=calendar.day(act.at),
        coop=row.coop_state,
    )
    values = {"postponed_until": calendar.start(step.until)} if step.until else {}
    rows.apply(act.connection, row.lead_id, step, act.at, staff_id=who.staff_id, **values)
    tell_applicants(act.connection, act.house, row, act.at)


def move_cooperative(act: Act, effect: MoveLead, row: LeadRow, who: Officer, to: str) -> None:
    if row.village_code is None or row.coop_state is None:
        raise NotAllowed(Text("Koperasi ini belum cocok dengan daftar, jadi statusnya belum bisa dicatat."))
    step = move_coop(
        row.coop_state,
        CoopState(to),
        today=act.house.calendar.day(act.at),
        registration=registration(act, effect),
        paid_on=effect.on,
        registered_on=row.registered_on,
    )
    registry.change_cooperative(
        act.connection, row.village_code, step.to_state, act.at, staff_id=who.staff_id, lead_id=row.lead_id
    )
    if step.registration:
        rows.write_note(act.connection, row.lead_id, "note", effect.proof, act.at, who.staff_id)
        rows.change_lead(act.connection, row.lead_id, registered_on=step.registration.on)
    if step.paid_on:
        rows.change_lead(act.connection, row.lead_id, paid_on=step.paid_on)
    renew(act, row, who)
    tell_applicants(act.connection, act.house, row, act.at, cooperative=True)


def registration(act: Act, effect: MoveLead) -> Registration | None:
    if not effect.proof or effect.on is None:
        return None
    if effect.people:
        return Registration("BPU", effect.on, people=effect.people, proof=effect.proof)
    return Registration("PU", effect.on, npp=effect.proof)


def split_lead(act: Act, effect: SplitLead) -> LeadCard | None:
    who = officer(act, Action.split_joined)
    row = visible(act, effect.ref, who, lock=True) if who else None
    if row is None or who is None:
        return None
    try:
        rows.apply(act.connection, row.lead_id, split(row), act.at, staff_id=who.staff_id)
    except NotAllowed:
        return None
    after = rows.get_lead(act.connection, row.lead_id)
    return replace(card(act, after), joined=False)


def my_tasks(act: Act, effect: MyTasks) -> tuple[LeadCard, ...]:
    """What the officer holds, then what waits in his territory."""
    who = officer(act, Action.see_contacts)
    if who is None:
        return ()
    found = rows.territory(act.connection, who.kecamatan, (LeadState.dipegang, LeadState.ditunda, LeadState.baru))
    mine = [row for row in found if row.claimed_by == who.staff_id]
    waiting = [row for row in found if row.state is LeadState.baru]
    return tuple(card(act, row) for row in (*mine, *waiting))


def make_digest(act: Act, effect: MakeDigest) -> Digest | None:
    who = officer(act, Action.see_coverage)
    return officer_digest(act.connection, act.house, who, act.at) if who else None
