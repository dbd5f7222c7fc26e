"""What the tests of live pulls share: a played API, a data folder with its settings, and a pull that never sleeps."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cupola.engine.pull.conversation import Patience
from cupola.engine.pull.pulling import Pulled, pull
from tests.engine.pull.played_api import CLIENT, ONEROSTER, SECRET, PlayedApi, playing

Pull = Callable[..., Pulled]
Settle = Callable[..., Path]


@pytest.fixture
def api() -> Iterator[PlayedApi]:
    with playing(PlayedApi()) as played:
        yield played


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def settle(api: PlayedApi, data: Path, monkeypatch: pytest.MonkeyPatch) -> Settle:
    """Write the settings of the source `sis`; keywords replace or add lines."""
    monkeypatch.setenv("CUPOLA_SECRET_SIS", SECRET)

    def write(**said: str) -> Path:
        lines = {
            "kind": '"oneroster-1.2"',
            "title": '"Harbor SIS"',
            "base_url": f'"{api.root}{ONEROSTER}"',
            "token_url": f'"{api.root}/oauth/token"',
            "client_id": f'"{CLIENT}"',
            "secret_env": '"CUPOLA_SECRET_SIS"',
            "collections": '["orgs"]',
            "page_size": "3",
            **said,
        }
        path = data / "sources" / "sis.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{key} = {value}\n" for key, value in lines.items() if value), encoding="utf-8")
        return path

    write()
    return write


@pytest.fixture
def waits() -> list[float]:
    """The seconds that a pull would have slept."""
    return []


@pytest.fixture
def pulled(data: Path, settle: Settle, waits: list[float]) -> Pull:
    def run(*, full: bool = False, tries: int = 4) -> Pulled:
        patience = Patience(tries=tries, sleep=waits.append)
        return pull(data, "sis", full=full, progress=lambda what, share: None, patience=patience)

    return run


def orgs(count: int, *, changed: str = "2026-09-01T08:00:00.000Z") -> list[dict[str, object]]:
    """Invented schools as OneRoster objects; the first is the district."""
    parent = {"href": "/orgs/O1", "sourcedId": "O1", "type": "org"}
    return [
        {
            "sourcedId": f"O{number}",
            "status": "active",
            "dateLastModified": changed,
            "name": f"School {number}" if number > 1 else "Harbor Unified",
            "type": "school" if number > 1 else "district",
            "identifier": f"{number:07d}",
            "parent": parent if number > 1 else None,
            "children": [],
        }
        for number in range(1, count + 1)
    ]


def cells(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
