"""Settings: SAPAKOP_* of the environment, of `.env`, and of files for secrets. A wrong value stops the start."""

import os
import secrets
from datetime import time
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from leads.view import Branch

SECRETS = (
    *("TELEGRAM_TOKEN", "TELEGRAM_SECRET", "SECRET_KEY", "DATABASE_URL", "METRICS_TOKEN"),
    *("WHATSAPP_TOKEN", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN"),
)
WITH_WHATSAPP = ("whatsapp_app_secret", "whatsapp_phone_number_id", "whatsapp_verify_token")
"""What a WhatsApp token needs beside it: without the app secret anybody could write in anybody's name."""


class WrongSettingsError(Exception):
    """A setting is missing or wrong; the message names it and never shows its value."""


class Settings(BaseSettings):
    """All settings, with their defaults: a program without any runs on SQLite in ./data."""

    model_config = SettingsConfigDict(env_prefix="SAPAKOP_", env_file=".env", extra="ignore", env_ignore_empty=True)

    data_dir: Path = Path("data")
    database_url: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    public_url: str = ""
    secret_key: SecretStr = SecretStr("")
    telegram_token: SecretStr = SecretStr("")
    telegram_secret: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    whatsapp_token: SecretStr = SecretStr("")
    whatsapp_phone_number_id: str = ""
    whatsapp_waba_id: str = ""
    whatsapp_app_secret: SecretStr = SecretStr("")
    whatsapp_verify_token: SecretStr = SecretStr("")
    whatsapp_api_url: str = "https://graph.facebook.com/v23.0"
    whatsapp_per_second: int = Field(default=80, ge=1, le=1000)
    regency: str = "32.01"
    timezone: str = "Asia/Jakarta"
    digest_at: time = time(7, 30)
    knowledge_dir: Path | None = None
    retention_days: int = Field(default=90, ge=1, le=3650)
    backups: int = Field(default=14, ge=1, le=365)
    metrics_token: SecretStr = SecretStr("")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    branch_name: str = "BPJS Ketenagakerjaan"
    branch_address: str | None = None
    branch_phone: str | None = None

    @field_validator("timezone")
    @classmethod
    def known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("not a time zone") from error
        return name

    @field_validator("public_url", "telegram_api_url", "whatsapp_api_url")
    @classmethod
    def web_address(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("must begin with https://")
        return url.rstrip("/")

    @field_validator("whatsapp_phone_number_id", "whatsapp_waba_id")
    @classmethod
    def digits(cls, number: str) -> str:
        if number and not (number.isascii() and number.isdecimal()):
            raise ValueError("must be the id that Meta shows, digits only")
        return number

    @model_validator(mode="after")
    def together(self) -> Self:
        if self.telegram_token.get_secret_value() and self.public_url and not self.telegram_secret.get_secret_value():
            raise ValueError(
                "SAPAKOP_TELEGRAM_SECRET is needed when SAPAKOP_TELEGRAM_TOKEN and SAPAKOP_PUBLIC_URL are set"
            )
        missing = [name for name in WITH_WHATSAPP if not getattr(self, name)]
        if self.whatsapp_token and missing:
            needed = ", ".join(f"SAPAKOP_{name.upper()}" for name in missing)
            raise ValueError(f"{needed} is needed when SAPAKOP_WHATSAPP_TOKEN is set")
        if self.postgresql and not self.secret_key.get_secret_value():
            raise ValueError("SAPAKOP_SECRET_KEY is needed on PostgreSQL: every process has to know the same one")
        return self

    @property
    def postgresql(self) -> bool:
        return self.url.startswith("postgresql")

    @property
    def url(self) -> str:
        """Where the database is."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.data_dir / 'sapakop.db'}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def branch(self) -> Branch:
        return Branch(self.branch_name, self.branch_address, self.branch_phone, self.retention_days)

    def key(self) -> str:
        """The key that signs cookies; made once in the data directory when none is set."""
        if self.secret_key.get_secret_value():
            return self.secret_key.get_secret_value()
        file = self.make_data_dir() / "secret_key"
        try:
            with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
                out.write(secrets.token_hex(32))
        except FileExistsError:
            pass
        return file.read_text().strip()

    def make_data_dir(self) -> Path:
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.data_dir.chmod(0o700)
        return self.data_dir


def load_settings(**overrides: object) -> Settings:
    """The settings of this process; raise `WrongSettingsError` with the variable's name."""
    try:
        return Settings(**(from_files() | overrides))  # type: ignore[arg-type]
    except ValidationError as error:
        problems = [
            f"{variable(problem['loc'])}{problem['msg'].removeprefix('Value error, ')}" for problem in error.errors()
        ]
        raise WrongSettingsError("; ".join(problems)) from None


def variable(location: tuple[int | str, ...]) -> str:
    return f"SAPAKOP_{str(location[0]).upper()}: " if location else ""


def from_files() -> dict[str, object]:
    """Secrets whose file is named by SAPAKOP_…_FILE."""
    found: dict[str, object] = {}
    for name in SECRETS:
        file = os.environ.get(f"SAPAKOP_{name}_FILE")
        if file:
            try:
                found[name.lower()] = Path(file).read_text().strip()
            except OSError as error:
                raise WrongSettingsError(f"SAPAKOP_{name}_FILE: cannot be read ({error.strerror})") from None
    return found
