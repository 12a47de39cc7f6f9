"""Questions kept without a database: numbered as they come, judged by whoever asks."""

from dataclasses import dataclass, field

from dialogue.turn import Effect
from leads.questions import JudgeQuestion, KeepQuestion, KeptQuestion, RecallQuestion

KINDS = (KeepQuestion, JudgeQuestion, RecallQuestion)


@dataclass
class Questions:
    """kept: by number, from 1. judged: number, verdict and choice, in order."""

    kept: dict[int, KeptQuestion] = field(default_factory=dict)
    judged: list[tuple[int, str, str]] = field(default_factory=list)

    def perform(self, effect: Effect) -> int | KeptQuestion | None:
        match effect:
            case KeepQuestion(text, outcome, entries):
                self.kept[len(self.kept) + 1] = KeptQuestion(text, outcome, entries)
                return len(self.kept)
            case JudgeQuestion(number, verdict, chosen):
                self.judged.append((number, verdict, chosen))
                return self.kept.get(number)
            case RecallQuestion(number):
                return self.kept.get(number)
        raise AssertionError(f"no effect of questions: {effect}")
