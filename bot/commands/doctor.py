"""sapakop doctor: what is wrong, and what to do about it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import click

from bot.doctor import Finding, Level, examine
from bot.render import plain
from bot.start import configure_logs
from dialogue.text import Number, Text

MARKS = {Level.good: "  baik  ", Level.warning: "PERIKSA ", Level.broken: " RUSAK  "}


@click.command("doctor")
def command() -> None:
    """Look at everything that a running bot needs, and change nothing.

    Exit code 0: all is well; 1: something wants a look; 2: something is broken. Each line says what to do.
    """
    configure_logs("ERROR")
    found = asyncio.run(examine(datetime.now(UTC)))
    for finding in found:
        click.echo(f"[{MARKS[finding.level]}] {plain(finding.text)}")
    click.echo(plain(Text("{good} baik, {warnings} perlu diperiksa, {broken} rusak.", **counts(found))))
    raise SystemExit(max(finding.level for finding in found).value)


def counts(found: Sequence[Finding]) -> dict[str, Number]:
    levels = [finding.level for finding in found]
    return {
        "good": Number(levels.count(Level.good)),
        "warnings": Number(levels.count(Level.warning)),
        "broken": Number(levels.count(Level.broken)),
    }
