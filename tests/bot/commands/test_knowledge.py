import shutil
from pathlib import Path

import pytest

from bot.content import SEAL, sealed
from knowledge.book import PACKAGED, version_of
from tests.bot.commands.conftest import Cli


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that may be edited."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "pengetahuan"))


def test_good_content_is_counted_named_and_marked(cli: Cli, folder: Path) -> None:
    done = cli("knowledge", "check", str(folder))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Baik: ")
    assert f"versi {version_of(folder)}." in done.out
    assert sealed(folder) == version_of(folder)


def test_the_folder_of_the_settings_is_checked_when_none_is_named(cli: Cli, folder: Path) -> None:
    assert cli("knowledge", "check", KNOWLEDGE_DIR=str(folder)).code == 0
    assert sealed(folder) == version_of(folder)


def test_the_packaged_content_is_checked_and_not_marked(cli: Cli) -> None:
    done = cli("knowledge", "check")
    assert (done.code, done.out.count("\n")) == (0, 1)
    assert cli("knowledge", "check", str(PACKAGED)).code == 0
    assert not (PACKAGED / SEAL).exists()


def test_every_mistake_is_told_with_file_and_line_and_nothing_is_marked(cli: Cli, folder: Path) -> None:
    (folder / "facts" / "salah.yaml").write_text("- id: satu\n- id: dua\n  value: delapan\n  unit: rupiah\n")
    done = cli("knowledge", "check", str(folder))
    assert done.code == 1
    assert "facts/salah.yaml:1: " in done.out
    assert "facts/salah.yaml:3: " in done.out
    assert done.out.splitlines()[-1].endswith(" kesalahan. Belum ada yang berubah di bot.")
    assert not (folder / SEAL).exists()


def test_a_mark_of_before_does_not_hold_for_what_was_edited_since(cli: Cli, folder: Path) -> None:
    cli("knowledge", "check", str(folder))
    before = sealed(folder)
    (folder / "facts" / "salah.yaml").write_text("- id: satu\n")
    assert cli("knowledge", "check", str(folder)).code == 1
    assert sealed(folder) == before != version_of(folder)


def test_a_folder_that_cannot_be_written_to_is_told(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("bot.commands.knowledge.seal", refuse)
    done = cli("knowledge", "check", str(folder))
    assert done.code == 1
    assert done.err.startswith(f"sapakop: {folder} cannot be marked")
    assert done.err.count("\n") == 1


def test_a_folder_that_is_not_there_is_a_misuse(cli: Cli) -> None:
    done = cli("knowledge", "check", "tidak-ada")
    assert done.code == 2
    assert done.err.startswith("sapakop: ")


def test_a_folder_without_content_is_told_what_it_lacks(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    done = cli("knowledge", "check", str(tmp_path / "kosong"))
    assert done.code == 1
    assert "book.yaml:1: " in done.out


def test_the_doctor_says_whether_the_content_is_what_was_checked(cli: Cli, folder: Path) -> None:
    def told() -> str:
        return cli("doctor", KNOWLEDGE_DIR=str(folder)).out

    assert "Isi pengetahuan belum pernah diperiksa. Jalankan: sapakop knowledge check" in told()
    cli("knowledge", "check", str(folder))
    assert f"Isi pengetahuan versi {version_of(folder)} sudah diperiksa." in told()
    (folder / "catatan.yaml").write_text("# baru\n")
    assert "Isi pengetahuan diubah sejak diperiksa" in told()
