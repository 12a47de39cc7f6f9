"""Picture: what every threshold does, as the curve that chose two of them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tools.model.choose import ACCEPTED, PRECISE, Chosen

FILE = Path(__file__).parents[2] / "docs/pictures/thresholds.svg"
WIDTH, HEIGHT, EDGE, GAP = 430, 300, 46, 40
COLOURS = ("#1b6ca8", "#c1440e", "#4a7c59")
Line = tuple[str, Sequence[tuple[float, float]]]


def draw(chosen: Chosen, file: Path = FILE) -> None:
    """Write the picture: on the left the limit of scope, on the right the limit of being sure."""
    of = chosen.curve
    scope: list[Line] = [
        ("ours, not declined", [(point.cut, point.accepted) for point in of]),
        ("not ours, declined", [(point.cut, point.rejected) for point in of]),
    ]
    sure: list[Line] = [
        ("right, of those answered at once", [(point.cut, point.precise) for point in of]),
        ("ours, answered at once", [(point.cut, point.answered) for point in of]),
        ("not ours, answered at once", [(point.cut, point.mistaken) for point in of]),
    ]
    left = panel("declined when less likely ours than", scope, chosen.ours, ACCEPTED)
    right = panel("answered when the intent is as likely as", sure, chosen.sure, PRECISE)
    width = 2 * WIDTH + GAP
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT + 90}" font-family="sans-serif"'
        f' font-size="13"><rect width="{width}" height="{HEIGHT + 90}" fill="white"/>{left}'
        f'<g transform="translate({WIDTH + GAP} 0)">{right}</g></svg>\n',
        encoding="utf-8",
    )


def panel(title: str, lines: Iterable[Line], chosen: float, target: float) -> str:
    """One diagram. Both axes go from 0 to 1; a dashed line stands at what was chosen and at what was wanted."""
    parts = [frame(title)]
    for place, (name, points) in enumerate(lines):
        colour = COLOURS[place]
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts.append(f'<text x="{EDGE}" y="{HEIGHT + 40 + 17 * place}" fill="{colour}">{name}</text>')
    parts.append(dashes(across(chosen), up(0), across(chosen), up(1)))
    parts.append(f'<text x="{across(chosen) - 6:.0f}" y="{up(0.03):.0f}" text-anchor="end">{chosen:.2f}</text>')
    parts.append(dashes(across(0), up(target), across(1), up(target)))
    return "".join(parts)


def frame(title: str) -> str:
    marks = "".join(
        f'<text x="{EDGE - 6}" y="{up(y) + 4:.0f}" text-anchor="end">{y:.1f}</text>'
        f'<text x="{across(y):.0f}" y="{up(0) + 17:.0f}" text-anchor="middle">{y:.1f}</text>'
        for y in (0, 0.2, 0.4, 0.6, 0.8, 1)
    )
    box = (
        f'<rect x="{EDGE}" y="{up(1)}" width="{across(1) - EDGE}" height="{up(0) - up(1)}" fill="none" stroke="#999"/>'
    )
    return f'<text x="{EDGE}" y="18" font-weight="bold">{title}</text>{box}{marks}'


def dashes(left: float, top: float, right: float, bottom: float) -> str:
    ends = f'x1="{left:.1f}" y1="{top:.1f}" x2="{right:.1f}" y2="{bottom:.1f}"'
    return f'<line {ends} stroke="#555" stroke-dasharray="4 4"/>'


def across(share: float) -> float:
    return EDGE + share * (WIDTH - EDGE - 10)


def up(share: float) -> float:
    return HEIGHT - share * (HEIGHT - 30)
