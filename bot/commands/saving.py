"""Saving: what a command has made goes to a file of its owner, or to the screen."""

import os
from pathlib import Path

import click

from bot.commands.opening import RefusalError


def hand_over(content: bytes, out: Path | None, option: str) -> bool:
    """Write to the file, or without one to stdout; whether there is a file. option: how it was named, for a refusal."""
    if out is None:
        click.echo(content, nl=False)
        return False
    try:
        save(out, content)
    except OSError as error:
        raise RefusalError(f"{option} {out}: {error.strerror}") from None
    return True


def save(out: Path, content: bytes) -> None:
    """Write beside and rename: never half a file, and from its first moment on the owner's alone."""
    half = out.with_name(f".{out.name}.part")
    half.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)
