"""What an installation can be told, by the command line, the environment or one TOML file, in this order."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from cupola.engine.errors import CupolaError

PREFIX = "CUPOLA_"
FILE = "cupola.toml"
# Read elsewhere: not options of the site.
OTHER_NAMES = frozenset(
    {"CUPOLA_DEBUG", "CUPOLA_DEEP", "CUPOLA_CHROMIUM", "CUPOLA_CONFIG", "CUPOLA_PARENT", "CUPOLA_SHARED"}
)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class OptionsError(CupolaError):
    """A setting is misspelt, or says what cannot be."""


class Options(BaseSettings):
    """The settings of one installation; each can be given as `CUPOLA_<NAME>` or in cupola.toml of the data folder."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)
    toml_file: ClassVar[Path | None] = None

    data: Path = Field(description="The data folder.")
    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8765, ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    public_url: str = Field("", description="The address that people type, such as https://cupola.example.org.")
    behind_proxy: bool = Field(False, description="Whether a proxy in front speaks HTTPS for us.")
    tls_certificate: Path | None = Field(None, description="A certificate (PEM), to speak HTTPS without a proxy.")
    tls_key: Path | None = Field(None, description="The key of that certificate (PEM).")
    database_url: str = Field("", description="postgresql://user:password@host/name instead of the built-in SQLite.")
    smtp_url: str = Field("", description="smtp://user:password@host:587; without it mail lies in the data folder.")
    mail_from: str = Field("cupola@localhost", description="The sender of mail.")
    inbox: Path | None = Field(None, description="A folder that is watched for exports.")
    upload_megabytes: int = Field(2048, ge=1, description="The largest delivery that can be dropped in.")
    keep_days: int = Field(90, ge=1, description="How long delivered files are kept.")
    sample_students: int = Field(17_400, ge=20, le=2_000_000, description="How large the sample district is.")
    threads: int = Field(8, ge=1, le=64, description="How many requests are answered at once.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = cls.toml_file
        return (init_settings, env_settings, *([TomlConfigSettingsSource(settings_cls, file)] if file else []))

    @property
    def web(self) -> Path:
        """Where the workspace keeps its own files, inside the data folder."""
        return self.data / "web"

    @property
    def is_loopback(self) -> bool:
        """Whether only this computer can reach it."""
        return self.host in LOOPBACK

    @property
    def is_https(self) -> bool:
        """Whether people reach it by HTTPS: our own, or that of a proxy in front."""
        return self.tls_certificate is not None or (self.behind_proxy and self.public_url.startswith("https://"))


def read_options(data: Path, given: Mapping[str, Any] | None = None) -> Options:
    """The options in force for a data folder. Raises `OptionsError` that names a misspelt or impossible setting."""
    _refuse_unknown_names()
    file = Path(os.environ.get("CUPOLA_CONFIG") or data / FILE)
    place = type("OptionsOfFile", (Options,), {"toml_file": file if file.is_file() else None})
    values = {name: value for name, value in (given or {}).items() if value is not None}
    # The name that hosts and containers give it by custom.
    if (url := os.environ.get("DATABASE_URL")) and not os.environ.get(PREFIX + "DATABASE_URL"):
        values.setdefault("database_url", url)
    try:
        options = place(data=data.absolute(), **values)
    except ValidationError as error:
        raise _told(error, file) from error
    except ValueError as error:
        raise OptionsError(str(file), f"is no well-formed TOML: {error}.", "Correct the line it names.") from error
    assert isinstance(options, Options)
    _refuse_open_door(options)
    return options


def _refuse_unknown_names() -> None:
    known = {PREFIX + name.upper() for name in Options.model_fields} | OTHER_NAMES
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            step = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(sorted(known - OTHER_NAMES))}."
            raise OptionsError("the environment", f"there is no setting {name}.", step)


def _told(error: ValidationError, file: Path) -> OptionsError:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, list(Options.model_fields), n=1)
        step = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(Options.model_fields)}."
        return OptionsError(str(file), f"there is no setting {name}.", step)
    return OptionsError(f"setting {name}", f"{first['msg'][:1].lower()}{first['msg'][1:]}.", "Correct its value.")


def _refuse_open_door(options: Options) -> None:
    """A door to the network without HTTPS would show passwords and student data to whoever listens."""
    if options.public_url and not urlsplit(options.public_url).netloc:
        raise OptionsError("setting public_url", "is no address.", "Write it as https://cupola.example.org.")
    if bool(options.tls_certificate) != bool(options.tls_key):
        raise OptionsError("settings tls_certificate and tls_key", "one is missing.", "Name both files, or neither.")
    for name in ("tls_certificate", "tls_key"):
        if (file := getattr(options, name)) is not None and not os.access(file, os.R_OK):
            raise OptionsError(f"setting {name}", f"{file} cannot be read.", "Name a file that this user may read.")
    if not (options.is_loopback or options.is_https):
        raise OptionsError(
            f"host {options.host}",
            "would open Cupola to the network without HTTPS.",
            "Say tls_certificate and tls_key; or, where a proxy in front speaks HTTPS, behind_proxy and a public_url "
            "that begins with https://; or leave host at 127.0.0.1.",
        )
