"""Settings: what WhatsApp needs beside its token, and that a wrong value names its variable and nothing else."""

from pathlib import Path

import pytest

from bot.demo import demo_settings
from bot.settings import Settings, WrongSettingsError, load_settings

WHATSAPP = {
    "whatsapp_token": "rahasia-1",
    "whatsapp_app_secret": "rahasia-2",
    "whatsapp_verify_token": "rahasia-3",
    "whatsapp_phone_number_id": "106540352242922",
}


def load(**values: object) -> Settings:
    return load_settings(_env_file=None, **values)


def test_without_a_token_whatsapp_is_not_asked_for() -> None:
    settings = load(whatsapp_app_secret="rahasia")
    assert not settings.whatsapp_token
    assert settings.whatsapp_api_url == "https://graph.facebook.com/v23.0"
    assert settings.whatsapp_per_second == 80


@pytest.mark.parametrize("name", ["whatsapp_app_secret", "whatsapp_verify_token", "whatsapp_phone_number_id"])
def test_a_token_alone_is_no_start(name: str) -> None:
    assert load(**WHATSAPP).whatsapp_phone_number_id == "106540352242922"
    with pytest.raises(WrongSettingsError, match=f"SAPAKOP_{name.upper()} is needed") as problem:
        load(**WHATSAPP | {name: ""})
    assert "rahasia" not in str(problem.value)


@pytest.mark.parametrize(
    "name, value",
    [
        ("whatsapp_phone_number_id", "+62 812"),
        ("whatsapp_waba_id", "akun"),
        ("whatsapp_api_url", "http://graph.example"),
        ("whatsapp_per_second", 0),
    ],
)
def test_a_wrong_value_names_its_variable(name: str, value: object) -> None:
    with pytest.raises(WrongSettingsError, match=f"SAPAKOP_{name.upper()}"):
        load(**WHATSAPP | {name: value})


def test_secrets_of_whatsapp_come_from_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("whatsapp_token", "whatsapp_app_secret", "whatsapp_verify_token"):
        (tmp_path / name).write_text(f"{WHATSAPP[name]}\n")
        monkeypatch.setenv(f"SAPAKOP_{name.upper()}_FILE", str(tmp_path / name))
    settings = load(whatsapp_phone_number_id="1")
    secrets = (settings.whatsapp_token, settings.whatsapp_app_secret, settings.whatsapp_verify_token)
    assert [secret.get_secret_value() for secret in secrets] == ["rahasia-1", "rahasia-2", "rahasia-3"]
    monkeypatch.undo()


def test_a_demo_has_no_whatsapp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WHATSAPP.items():
        monkeypatch.setenv(f"SAPAKOP_{name.upper()}", value)
    assert not demo_settings(tmp_path).whatsapp_token
    monkeypatch.undo()
