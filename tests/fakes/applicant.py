"""An applicant, or an officer, without a database: the effects of the real topics, answered by hand."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from bot.render import plain
from dialogue.state import Json
from dialogue.text import Text
from dialogue.turn import Effect
from knowledge.book import Book
from knowledge.search import Search
from leads import answers as told
from leads import checklist as steps
from leads import requests as ask
from leads.calendar import WorkingDays
from leads.digest import digest
from leads.joining import Part
from leads.pipeline import CoopState, LeadState
from leads.reference import reference
from leads.roles import Officer, Role
from leads.view import Branch, View
from tests.fakes.questions import KINDS, Questions

RINA = Officer(1, "RINA", "Ibu Rina", Role.petugas)


@cache
def known() -> tuple[Book, Search, WorkingDays]:
    """The real rule book, read once a run."""
    book = Book.load()
    return book, Search(book), WorkingDays()


@dataclass
class Applicant:
    """One person. `leads` grow with what is sent; `drafts` are what was kept before that."""

    consented: bool = False
    is_officer: bool = False
    stopped: bool = False
    phone: str | None = None
    name: str | None = None
    leads: list[Part] = field(default_factory=list)
    drafts: list[dict[str, Json]] = field(default_factory=list)
    done: list[Effect] = field(default_factory=list)
    progress: steps.Progress = field(default_factory=steps.Progress)
    questions: Questions = field(default_factory=Questions)

    def view(self, at: datetime) -> View:
        book, search, calendar = known()
        return View(
            at=at,
            consented=self.consented,
            plain=plain,
            book=book,
            search=search,
            branch=Branch(),
            calendar=calendar,
            name=self.name,
            phone=self.phone,
            stopped=self.stopped,
            officer=RINA if self.is_officer else None,
            leads=tuple(self.leads),
        )

    def perform(self, effect: Effect, at: datetime) -> Any:
        self.done.append(effect)
        if isinstance(effect, KINDS):
            return self.questions.perform(effect)
        match effect:
            case ask.SaveDraft(answers):
                assert self.consented, "a draft before consent"
                self.drafts.append(answers)
            case ask.WipeDraft():
                self.drafts.clear()
            case ask.SendLead(answers):
                return self.send(answers, at)
            case ask.AskOfficer(answers):
                ref = self.leads[0].ref if self.leads else self.send(answers, at).ref
                return ask.Queued(ref, True, Text("Senin pukul 08.00"))
            case ask.TellMore():
                return None
            case told.RecallAnswer() | told.ProveAnswer() | told.PullAnswer():
                return None
            case ask.OwnData():
                return (("name", self.name),) if self.name else ()
            case steps.FindChecklist() | steps.ChooseRoad() | steps.MarkItem() | steps.NoteDay():
                return self.step(effect)
            case _:
                return self.change(effect, at)
        return None

    def step(self, effect: Effect) -> steps.Progress:
        """The checklist of the one cooperative that he has."""
        match effect:
            case steps.ChooseRoad(_, road):
                self.progress = replace(self.progress, road=road)
            case steps.MarkItem(_, item, mark):
                self.progress = replace(self.progress, marks={**self.progress.marks, item: mark})
            case steps.NoteDay(_, name, day):
                self.progress = replace(self.progress, days={**self.progress.days, name: day})
        return self.progress

    def change(self, effect: Effect, at: datetime) -> Any:
        """What concerns the person himself."""
        match effect:
            case ask.RecordConsent(given):
                self.consented = given
            case ask.Stop() | ask.Restart():
                self.stopped = isinstance(effect, ask.Stop)
            case ask.Forget() | ask.WrongNumber():
                self.consented, self.phone, self.name = False, None, None
                self.leads.clear()
                return "HD-1" if isinstance(effect, ask.Forget) else 1
            case ask.Redeem(code):
                self.is_officer = self.is_officer or code == "RINA"
                return "Ibu Rina" if code == "RINA" else None
            case ask.CheckOfficer(name):
                return ("Ibu Rina",) if name == "rina" else ()
            case _:
                return self.desk(effect, at)
        return None

    def send(self, answers: dict[str, Json], at: datetime) -> ask.Sent:
        """The person is known from now on, by the number that was told."""
        place = answers.get("desa") or {"village": "-", "outside": None}
        self.phone = answers["telepon"]
        self.name = answers["orang"]["name"]
        day = known()[2].contact_deadline(at)
        ref = reference(len(self.leads) + 1)
        part = Part(ref, place["village"], LeadState.baru, CoopState.baru, None, "", at, None, day)
        self.leads.insert(0, part)
        return ask.Sent(ref, place["village"], day, place.get("outside"), joined=len(self.leads) > 1)

    def desk(self, effect: Effect, at: datetime) -> Any:
        """What an officer asks for: one lead that is there, whatever its number."""
        match effect:
            case ask.FindLead(ref) | ask.SplitLead(ref):
                return card(ref)
            case ask.ClaimLead(ref):
                return ask.Claim(ref, card(ref))
            case ask.MoveLead(ref):
                return ask.Moved(card(ref))
            case ask.ReleaseLead() | ask.AddNote():
                return True
            case ask.MyTasks():
                return (card("K-NY97"),)
            case ask.MakeDigest():
                day = at.date()
                return digest(RINA, [], [], day, None, known()[2]) if self.is_officer else None
            case _:
                raise AssertionError(f"nobody performs {effect}")


def card(ref: str) -> ask.LeadCard:
    return ask.LeadCard(
        ref=ref,
        village="Cikahuripan",
        kecamatan="Klapanunggal",
        contact="Bu Siti",
        phone="0812-3456-7890",
        state="dipegang",
        coop_state="baru",
        state_label=Text("dipegang"),
        coop_label=Text("baru"),
        holder="Ibu Rina",
        holder_id=1,
    )
