"""Isian: the form: who there is, in one line; or step by step."""

import re
from collections.abc import Mapping
from dataclasses import asdict, replace

from dialogue.form import Again, Filled, Form, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.text import Raw, Text
from dialogue.turn import Choice, Say
from dialogue.words import is_no
from handlers.iuran import langkah
from knowledge.iuran import Group, Plan
from knowledge.iuran.reading import EXAMPLE, Reading, Trouble, read_groups, read_wage
from leads.view import View

STEPS = "satu"
LONGEST = 1500
COUNTED = re.compile(
    r"[0-9]|\b(?:satu|seorang|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|sejuta)\b"
)
BY_STEPS = (Choice(STEPS, Text("Satu per satu")),)


def value_of(reading: Reading) -> Json:
    """What a line told, as the form keeps it."""
    groups = [asdict(group) for group in reading.groups]
    return {"groups": groups, "programs": list(reading.programs), "umk": list(reading.umk)}


def groups_of(answers: Answers) -> tuple[Group, ...]:
    """Who was told in one line; nobody yet where it goes step by step."""
    told = answers.get("siapa")
    return tuple(Group(**group) for group in told["groups"]) if isinstance(told, Mapping) else ()


def plan_of(answers: Answers) -> Plan:
    """The plan of a form that is complete."""
    told = answers["siapa"]
    if not isinstance(told, Mapping):
        return Plan(langkah.groups_of(answers))
    return Plan(groups_of(answers), more=tuple(told["programs"]))


def ask_who(answers: Answers, hold: Json, view: View) -> Say:
    if hold:
        return Say(Trouble(**hold).said, BY_STEPS)
    text = Text("Siapa saja, dan berapa upahnya sebulan? Tulis sekaligus. Contoh: {example}.", example=EXAMPLE)
    return Say(text, BY_STEPS)


def read_who(reply: Reply, view: View) -> Read:
    """The whole line; of what cannot be read only the first thing is asked about."""
    if reply.choice == STEPS:
        return Filled({"siapa": STEPS})
    reading = read_groups(reply.text)
    if not reading.troubles:
        return Filled({"siapa": value_of(reading)})
    trouble = reading.troubles[0]
    return None if trouble.kind == "kosong" else Again(asdict(trouble))


def wageless(answers: Answers) -> Group | None:
    """The first group that is paid a wage which was not told."""
    return next((group for group in groups_of(answers) if group.segment == "PU" and group.wage is None), None)


def ask_wage(answers: Answers, hold: Json, view: View) -> Say:
    group = wageless(answers)
    label = group.label if group else ""
    told = answers.get("siapa")
    by_umk = isinstance(told, Mapping) and label in told.get("umk", ())
    if hold or by_umk:
        return Say(Trouble(hold or "umk", label=label).said, langkah.UNPAID)
    return Say(Text("Berapa upah {label} sebulan, per orang?", label=Raw(label)), langkah.UNPAID)


def read_one_wage(reply: Reply, view: View) -> Read:
    """The wage of the group that is asked for: its place in the line is filled. A whole new line takes its place."""
    group = wageless(reply.answers)
    retold = read_groups(reply.text)
    if len(retold.groups) > 1 and not retold.troubles:
        return Filled({"siapa": value_of(retold)})
    wage = 0 if reply.choice or is_no(reply.text) else read_wage(reply.text)
    if group is None or wage is None:
        return None
    if isinstance(wage, Trouble):
        return Again(wage.kind)
    known = replace(group, wage=wage) if wage else replace(group, segment="BPU")
    groups = [known if one is group else one for one in with_same(reply.answers, group)]
    told = reply.answers["siapa"]
    return Filled({"siapa": {**told, "groups": [asdict(one) for one in groups]}})


def with_same(answers: Answers, group: Group) -> list[Group]:
    """The groups, with this one in its place."""
    groups = list(groups_of(answers))
    groups[groups.index(group)] = group
    return groups


who: Slot[View] = Slot(
    "siapa",
    label=Text("siapa saja"),
    ask=ask_who,
    read=read_who,
    why=Text(
        "Iuran dihitung dari jumlah orang dan upahnya; yang tidak digaji dihitung sebagai BPU. Namanya tidak perlu."
    ),
    rephrase=Text("Maaf, saya belum menangkapnya. Tulis jumlah orang, siapa, dan upahnya; atau tekan Satu per satu."),
    example=Text("Contohnya: {example}.", example=EXAMPLE),
)
wage: Slot[View] = Slot(
    "upah",
    label=Text("upah"),
    ask=ask_wage,
    read=read_one_wage,
    why=langkah.WHY_WAGE,
    rephrase=langkah.WAGE_UNREAD,
    example=langkah.WAGE_EXAMPLE,
    numeric=True,
    applies=lambda answers, view: wageless(answers) is not None,
)
form: Form[View] = Form(
    (who, wage, *langkah.SLOTS),
    cancelled=Text("Baik, tidak jadi. Yang tadi ditulis sudah dihapus."),
)
