"""What a person says about a source that is pulled: one TOML file in `sources/` of the data folder."""

from __future__ import annotations

import ipaddress
import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cupola.engine.errors import PullStopped

KINDS = ("oneroster-1.1", "oneroster-1.2", "edfi")
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
COLLECTION = re.compile(r"([a-z][a-z-]*/)?[A-Za-z][A-Za-z0-9]*")
TEXTS = ("kind", "title", "base_url", "token_url", "gradebook_url", "resources_url", "client_id", "scope")
NUMBERS = {"page_size": (1, 10_000), "timeout_seconds": (1, 3600), "overlap_minutes": (0, 43_200)}
KNOWN = frozenset((*TEXTS, *NUMBERS, "collections", "secret_env", "secret_file"))
NEVER = frozenset({"secret", "client_secret", "password", "token", "key"})
ROSTER = ("orgs", "academicSessions", "courses", "classes", "users", "enrollments", "demographics")
EDFI = (
    *("schools", "localEducationAgencies", "students", "studentSchoolAssociations"),
    *("studentEducationOrganizationAssociations", "staffs", "staffEducationOrganizationAssignmentAssociations"),
    *("courses", "courseOfferings", "sessions", "sections", "studentSectionAssociations"),
    *("staffSectionAssociations",),
)


@dataclass(frozen=True, slots=True)
class Secret:
    """Where the client's secret comes from: an environment variable or a file. The secret itself is never kept."""

    variable: str | None = None
    file: Path | None = None

    def read(self) -> str:
        """The secret. Raises `PullStopped` when it is not there, or when others can read its file."""
        if self.variable is not None:
            found = os.environ.get(self.variable, "").strip()
            place, step = f"${self.variable}", "Set it to the client's secret for this command."
        else:
            found, place = self._of_file(), str(self.file)
            step = "Write the client's secret into it, and nothing else."
        if not found:
            raise PullStopped(place, "holds no secret.", step)
        return found

    def _of_file(self) -> str:
        assert self.file is not None
        try:
            mode = self.file.stat().st_mode
            if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
                raise PullStopped(
                    str(self.file), "can be read by others on this computer.", f"Type: chmod 600 {self.file}"
                )
            return self.file.read_text("utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as refused:
            raise PullStopped(str(self.file), "cannot be read.", "Put the client's secret there.") from refused


@dataclass(frozen=True, slots=True)
class Source:
    """A source that is pulled, as its settings say. URLs carry no trailing slash; sizes are rows, seconds, minutes."""

    name: str
    kind: str
    title: str
    base_url: str
    client_id: str
    secret: Secret
    collections: tuple[str, ...]
    token_url: str | None = None
    gradebook_url: str | None = None
    resources_url: str | None = None
    scope: str | None = None
    page_size: int = 500
    timeout_seconds: int = 60
    overlap_minutes: int = 60

    @property
    def version(self) -> str | None:
        """The version of OneRoster, or None for Ed-Fi."""
        return self.kind.removeprefix("oneroster-") if self.kind.startswith("oneroster-") else None


def settings_path(data: Path, name: str) -> Path:
    """Where the settings of a source lie. Raises `PullStopped` for a name that is no plain name."""
    if not NAME.fullmatch(name):
        fact = "is no name of a source."
        raise PullStopped(repr(name), fact, "Take small letters, digits and hyphens, such as: sis")
    return data / "sources" / f"{name}.toml"


def read_source(data: Path, name: str) -> Source:
    """Read the settings of a source.

    Raises `PullStopped` when they are missing, not TOML, incomplete, hold a secret, or ask for a URL that is
    neither HTTPS nor on this computer.
    """
    path = settings_path(data, name)
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as missing:
        step = f"Write an example to fill in with: cupola pull --new {name}"
        raise PullStopped(str(path), "is not there.", step) from missing
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        # What the parser says may quote the line, and a line may hold what nobody should see.
        raise PullStopped(str(path), "cannot be read as TOML.", "Compare it with a fresh example.") from broken
    return _Reading(path, said).source(name)


def is_of_this_computer(host: str) -> bool:
    """Whether a host is this computer, so that plain HTTP tells nobody anything."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class _Reading:
    """One settings file being read; every complaint names it."""

    path: Path
    said: Mapping[str, Any]

    def source(self, name: str) -> Source:
        self._refuse_strangers()
        kind = self._text("kind")
        if kind not in KINDS:
            raise self._wrong(f"kind is {kind!r}.", f"Known are {', '.join(KINDS)}.")
        title, client = self._text("title") or name, self._text("client_id")
        base = self._url("base_url")
        if client is None or base is None:
            lacking = "client_id" if client is None else "base_url"
            raise self._wrong(f"{lacking} is missing.", "Ask the vendor of the system for it.")
        token = self._url("token_url")
        if token is None and kind != "edfi":
            raise self._wrong("token_url is missing.", "Ask the vendor of the system for it.")
        return Source(
            name=name,
            kind=kind,
            title=title,
            base_url=base,
            client_id=client,
            secret=self._secret(),
            collections=self._collections(kind),
            token_url=token,
            gradebook_url=self._url("gradebook_url"),
            resources_url=self._url("resources_url"),
            scope=self._text("scope"),
            **{number: self._number(number) for number in NUMBERS if number in self.said},
        )

    def _refuse_strangers(self) -> None:
        secrets = sorted(NEVER & set(self.said))
        if secrets:
            step = "Put the secret into an environment variable and name that in secret_env; change the secret."
            raise self._wrong(f"holds {secrets[0]}: a secret never stands in this file.", step)
        strange = sorted(set(self.said) - KNOWN)
        if strange:
            raise self._wrong(f"{strange[0]!r} is no setting.", f"Known are {', '.join(sorted(KNOWN))}.")

    def _text(self, key: str) -> str | None:
        value = self.said.get(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if not isinstance(value, str):
            raise self._wrong(f"{key} is no text.", "Put it between quotation marks.")
        return value.strip()

    def _number(self, key: str) -> int:
        value, (least, most) = self.said[key], NUMBERS[key]
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self._wrong(f"{key} is out of bounds.", f"Take a whole number from {least:,} to {most:,}.")
        return value

    def _url(self, key: str) -> str | None:
        text = self._text(key)
        if text is None:
            return None
        try:
            parts = urlsplit(text)
            host, _port = parts.hostname or "", parts.port
        except ValueError as broken:
            raise self._wrong(f"{key} is no address.", "Copy it again.") from broken
        if parts.username or parts.password or parts.query or parts.fragment:
            raise self._wrong(f"{key} holds more than host and path.", "Leave out names, passwords, ? and #.")
        if not host or (parts.scheme != "https" and not (parts.scheme == "http" and is_of_this_computer(host))):
            raise self._wrong(f"{key} does not begin with https.", "What is pulled must not be read on its way.")
        return text.rstrip("/")

    def _secret(self) -> Secret:
        variable, file = self._text("secret_env"), self._secret_file()
        if (variable is None) == (file is None):
            raise self._wrong("must say secret_env or secret_file.", "Say one of them, not both.")
        return Secret(variable, file)

    def _secret_file(self) -> Path | None:
        value = self.said.get("secret_file")
        if value is not None and not isinstance(value, str):
            raise self._wrong("secret_file is no text.", "Put it between quotation marks.")
        return self.path.parent / Path(value).expanduser() if value else None

    def _collections(self, kind: str) -> tuple[str, ...]:
        listed = self.said.get("collections", list(EDFI if kind == "edfi" else ROSTER))
        good = isinstance(listed, list) and all(isinstance(c, str) and COLLECTION.fullmatch(c) for c in listed)
        if not good or not listed:
            raise self._wrong("collections is no list of names.", 'For example: collections = ["orgs", "users"]')
        return tuple(dict.fromkeys(listed))

    def _wrong(self, fact: str, step: str) -> PullStopped:
        return PullStopped(str(self.path), fact, step)
