import importlib
import subprocess
import sys

import click
import pytest

from bot.commands import COMMANDS
from tests.bot.commands.conftest import Cli


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_is_listed_can_be_called(name: str, cli: Cli) -> None:
    assert isinstance(importlib.import_module(f"bot.commands.{name}").command, click.Command)
    assert cli(name, "--help").code == 0


def test_the_list_of_commands_names_them_all(cli: Cli) -> None:
    shown = cli("--help").out
    assert all(f"\n  {name} " in shown for name in COMMANDS)


def test_help_comes_without_loading_the_program() -> None:
    code = "import sys, bot.commands as c; sys.argv = ['sapakop', '--help']\ntry: c.main()\nexcept SystemExit: pass\n"
    code += "sys.exit(bool({'sqlalchemy', 'telegram', 'litestar', 'pydantic'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 0


@pytest.mark.parametrize(
    "args",
    [("nothing",), ("ask", "--on", "besok", "hai"), ("staff", "invite"), ("restore", "nowhere.db"), ("ask", "-x")],
)
def test_a_call_that_makes_no_sense_is_told_in_one_line(cli: Cli, args: tuple[str, ...]) -> None:
    done = cli(*args)
    assert done.code == 2
    assert done.err.startswith("sapakop: ")
    assert done.err.count("\n") == 1


def test_a_group_without_a_command_shows_what_there_is(cli: Cli) -> None:
    done = cli("staff")
    assert done.code == 2
    assert "invite" in done.err


@pytest.mark.parametrize(
    "args", [("ask", "hai"), ("staff", "list"), ("digest", "--preview"), ("backup",), ("db", "status")]
)
def test_a_wrong_setting_is_told_by_its_name(cli: Cli, args: tuple[str, ...]) -> None:
    done = cli(*args, PORT="delapan")
    assert done.code == 2
    assert done.err.startswith("sapakop: SAPAKOP_PORT: ")
    assert "delapan" not in done.err


@pytest.mark.parametrize("args", [("staff", "list"), ("leads", "export"), ("db", "status")])
def test_an_address_that_is_no_database_is_told_and_not_shown(cli: Cli, args: tuple[str, ...]) -> None:
    done = cli(*args, DATABASE_URL="rahasia")
    assert done.code == 2
    assert done.err == "sapakop: SAPAKOP_DATABASE_URL: not an address of a database\n"


def test_a_database_that_does_not_answer_is_told_in_one_line(cli: Cli) -> None:
    done = cli("staff", "list", DATABASE_URL="postgresql://127.0.0.1:1/sapakop", SECRET_KEY="k")
    assert done.code == 1
    assert done.err.startswith("sapakop: ")
    assert done.err.count("\n") == 1
