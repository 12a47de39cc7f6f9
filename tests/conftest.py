"""What every test run shares: a clean environment, the browser switch, how hypothesis searches."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

from tests.databases import (
    book,
    database,
    database_url,
    empty_url,
    postgres,
    postgresql_template,
    postgresql_url,
    quick_folder,
    sqlite_template,
    sqlite_url,
)

FIXTURES = (
    book,
    database,
    database_url,
    empty_url,
    postgres,
    postgresql_template,
    postgresql_url,
    quick_folder,
    sqlite_template,
    sqlite_url,
)

BROWSER = os.environ.get("SAPAKOP_TEST_BROWSER") == "1"

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def _settings_in_environment() -> list[str]:
    """Names of the program's own settings; SAPAKOP_TEST_* speaks to the tests."""
    return sorted(key for key in os.environ if key.startswith("SAPAKOP_") and not key.startswith("SAPAKOP_TEST_"))


def pytest_configure() -> None:
    """Forget the settings of whoever runs the tests, before any module can read them."""
    for key in _settings_in_environment():
        del os.environ[key]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """A test that leaves a setting behind fails itself, not its neighbour."""
    yield
    left = _settings_in_environment()
    for key in left:
        del os.environ[key]
    if left:
        pytest.fail(f"{item.name} left {', '.join(left)} in the environment", pytrace=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without SAPAKOP_TEST_BROWSER=1 the browser tests are skipped."""
    if not BROWSER:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="SAPAKOP_TEST_BROWSER is not 1"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not proved."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if "browser" in report.keywords]
    if skipped and not BROWSER:
        message = f"!!! {len(skipped)} BROWSER TESTS DID NOT RUN: install Chromium and set SAPAKOP_TEST_BROWSER=1 !!!"
        terminalreporter.write_line(message, red=True, bold=True)
