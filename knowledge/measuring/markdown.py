"""The report as Markdown: one table of everything with its goals, one for each kind of question."""

import html
from collections.abc import Iterator, Sequence

from knowledge.measuring.figure import Figure
from knowledge.measuring.interval import Share
from knowledge.measuring.measures import RIGHT
from knowledge.measuring.report import KINDS, Report

NOTHING = "–"
REACHED = {True: "yes", False: "no", None: ""}
TITLES = {"group": "group", "style": "style", "source_kind": "source", "intent": "intent"}
HOW = (
    "Intervals are Wilson's, 95 %; a goal counts as reached when the share itself reaches it, whatever the interval. A"
    " dash: there was nothing to count."
)


def markdown(report: Report) -> str:
    """The whole report, with sections of the second level and without a title."""
    kinds = (f"## By {TITLES[kind]}\n\n{by_kind(report, kind)}" for kind in KINDS)
    parts = (head(report), f"## Overall\n\n{overall(report)}", definitions(report), *kinds)
    return "\n\n".join(parts) + "\n"


def head(report: Report) -> str:
    about, ours = report.about, sum(one.question.in_scope for one in report.verdicts)
    return (
        f"{cell(about.file)} (SHA-256 {about.sha256}…): {len(report.verdicts)} questions, {ours} in scope,"
        f" {len(report.verdicts) - ours} out of scope. Content {about.content}, rules of {about.day.isoformat()}."
        " Made by `sapakop evaluate`."
    )


def overall(report: Report) -> str:
    """The table of all figures with their goals."""
    rows = [(figure.title, *spread(figure), goal(figure), REACHED[figure.reached]) for figure in report.overall]
    return table(("", "share", "count", "goal", "reached"), rows)


def definitions(report: Report) -> str:
    lines = (f"- **{figure.title}**: {figure.definition}." for figure in report.overall)
    return "\n".join((RIGHT, "", *lines, "", HOW))


def by_kind(report: Report, kind: str) -> str:
    """One row for every group, style, kind of source or intent."""
    rows = [
        (cell(name), str(len(verdicts)), *(counted(one.share(verdicts)) for one in KINDS[kind]))
        for name, verdicts in report.by(kind).items()
    ]
    return table((TITLES[kind], "questions", *(one.title for one in KINDS[kind])), rows)


def spread(figure: Figure) -> tuple[str, str]:
    """The number of a figure, and how it was counted."""
    if isinstance(figure.value, Share):
        return shown(figure.value), f"{figure.value.count}/{figure.value.of}"
    return NOTHING if figure.value is None else amount(figure.value, figure.unit), ""


def goal(figure: Figure) -> str:
    return f"{figure.goal.sign} {amount(figure.goal.limit, figure.unit)}" if figure.goal else ""


def counted(share: Share) -> str:
    return f"{share.count}/{share.of} {shown(share)}" if share.of else NOTHING


def shown(share: Share) -> str:
    """`.84 (.76–.90)`: the share and its interval."""
    if share.value is None or share.interval is None:
        return NOTHING
    low, high = share.interval
    return f"{amount(share.value)} ({amount(low)}–{amount(high)})"


def amount(number: float, unit: str = "") -> str:
    """Two decimals; between 0 and 1 without the zero before them."""
    return f"{number:.2f}{unit}" if unit else f"{number:.2f}".removeprefix("0")


def cell(text: str) -> str:
    """Words of others, harmless in a table."""
    return html.escape(" ".join(text.split()), quote=False).replace("|", "&#124;")


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose columns stand below each other in a terminal too."""
    widths = [max(3, *(len(one[column]) for one in (titles, *rows))) for column in range(len(titles))]
    return "\n".join(table_lines(titles, rows, widths))


def table_lines(titles: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    for one in (titles, ["-" * width for width in widths], *rows):
        yield "| " + " | ".join(text.ljust(width) for text, width in zip(one, widths, strict=True)) + " |"
