"""The page that a report stands in, between two lines, among words that people wrote."""

BEGIN, END = "<!-- report -->", "<!-- end of report -->"


class PageError(ValueError):
    """The page has no place for a report."""


def placed(report: str, page: str) -> str:
    """The page with this report in the place of the one before. Raises PageError."""
    lines = page.splitlines(keepends=True)
    marks = [(number, line.strip()) for number, line in enumerate(lines) if line.strip() in {BEGIN, END}]
    if [mark for _, mark in marks] != [BEGIN, END]:
        raise PageError(f"there must be one line '{BEGIN}' and after it one line '{END}'")
    (begin, _), (end, _) = marks
    return "".join((*lines[: begin + 1], "\n", report.strip("\n"), "\n\n", *lines[end:]))
