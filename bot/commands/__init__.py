"""The command line: `sapakop COMMAND`, one file per command."""

import importlib
import os
import sys
from collections.abc import Mapping

import click

COMMANDS: Mapping[str, str] = {
    "serve": "Run the bot: web chat, Telegram, WhatsApp, the morning digests.",
    "demo": "Run the bot on made-up data; no token, no settings.",
    "talk": "Talk to the bot here, or play a whole talk from a file.",
    "ask": "Answer a question, or a file of them, from the knowledge alone.",
    "evaluate": "How good the answers are to a file of questions with known answers.",
    "iuran": "What a month of cover costs a cooperative, with its working.",
    "digest": "Preview the morning digest of an officer or of all.",
    "knowledge": "Check the files that the bot answers from.",
    "answers": "Make an answer again by its number; who was told a number that ends.",
    "questions": "What was not answered well, and what the next training can learn.",
    "whatsapp": "Set WhatsApp up at Meta, make links, estimate costs.",
    "staff": "Invite staff, list them, remove them.",
    "leads": "Export the leads.",
    "backup": "Copy the database and check the copy.",
    "restore": "Put a backup in the place of the database.",
    "doctor": "Look for what is wrong, and say what to do.",
    "db": "Bring the database up to this program.",
}


class Lazy(click.Group):
    """A group that imports a command only when it is called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        found = importlib.import_module(f"bot.commands.{name}").command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sapakop")
def sapakop() -> None:
    """Sapakop: walks village cooperatives to BPJS Ketenagakerjaan, on Telegram, WhatsApp and in the browser."""


def main() -> None:
    """The console script: whatever is wrong with the call or the settings is told in one line."""
    try:
        sys.exit(sapakop(standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.echo(f"sapakop: {error.format_message()}", err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        from bot.settings import WrongSettingsError

        if not isinstance(error, WrongSettingsError):
            raise
        click.echo(f"sapakop: {error}", err=True)
        sys.exit(2)
