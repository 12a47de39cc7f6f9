"""The report as JSON: every count, share and interval, for programs."""

from dataclasses import asdict
from typing import Any

from knowledge.measuring.figure import Figure
from knowledge.measuring.interval import Share
from knowledge.measuring.report import KINDS, Report

Json = dict[str, Any]


def in_json(report: Report) -> Json:
    """What `--json` writes. A share of nothing has null as share, low and high."""
    ours = sum(one.question.in_scope for one in report.verdicts)
    return {
        "file": report.about.file,
        "sha256": report.about.sha256,
        "content": report.about.content,
        "day": report.about.day.isoformat(),
        "questions": len(report.verdicts),
        "in_scope": ours,
        "out_of_scope": len(report.verdicts) - ours,
        "overall": {figure.name: figure_json(figure) for figure in report.overall},
        "by": {kind: kind_json(report, kind) for kind in KINDS},
    }


def kind_json(report: Report, kind: str) -> Json:
    return {
        name: {
            "questions": len(verdicts),
            **{one.name: share_json(one.share(verdicts)) for one in KINDS[kind]},
        }
        for name, verdicts in report.by(kind).items()
    }


def figure_json(figure: Figure) -> Json:
    value = share_json(figure.value) if isinstance(figure.value, Share) else {"value": figure.value}
    if figure.goal is None:
        return value
    return {**value, "goal": asdict(figure.goal), "reached": figure.reached}


def share_json(share: Share) -> Json:
    low, high = share.interval or (None, None)
    return {"count": share.count, "of": share.of, "share": share.value, "low": low, "high": high}
