"""Effects performed: each type of effect and the function that does it, in the turn's transaction."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.act import Act
from bot.effects import answers, checklist, clock, desk, people, questions, requests
from dialogue.turn import Effect, Remind, Wait
from leads import answers as told
from leads import checklist as steps
from leads import questions as asked
from leads import requests as ask

PERFORM: Mapping[type[Effect], Callable[[Act, Any], Any]] = {
    Wait: clock.wait,
    Remind: clock.remind,
    ask.RecordConsent: people.record_consent,
    ask.Stop: people.stop,
    ask.Restart: people.restart,
    ask.Forget: people.forget,
    ask.OwnData: requests.own_data,
    ask.WrongNumber: people.wrong_number,
    ask.Redeem: people.redeem,
    ask.CheckOfficer: people.check_officer,
    ask.SaveDraft: requests.save_draft,
    ask.WipeDraft: requests.wipe_draft,
    ask.SendLead: requests.send_lead,
    ask.TellMore: requests.tell_more,
    ask.AskOfficer: requests.ask_officer,
    steps.FindChecklist: checklist.find_checklist,
    steps.ChooseRoad: checklist.choose_road,
    steps.MarkItem: checklist.mark_item,
    steps.NoteDay: checklist.note_day,
    told.RecallAnswer: answers.recall,
    told.ProveAnswer: answers.prove_own,
    told.PullAnswer: answers.pull,
    asked.KeepQuestion: questions.keep,
    asked.JudgeQuestion: questions.judge,
    asked.RecallQuestion: questions.recall,
    ask.FindLead: desk.find_lead,
    ask.ClaimLead: desk.claim_lead,
    ask.ReleaseLead: desk.release_lead,
    ask.AddNote: desk.add_note,
    ask.MoveLead: desk.move_lead,
    ask.SplitLead: desk.split_lead,
    ask.MyTasks: desk.my_tasks,
    ask.MakeDigest: desk.make_digest,
}


def perform(act: Act, effect: Effect) -> Any:
    """Do it and return its answer; KeyError for an effect that nobody performs (a defect)."""
    return PERFORM[type(effect)](act, effect)


__all__ = ["PERFORM", "Act", "perform"]
