"""What a source remembers between pulls: from where on its changes are asked for, and what waits to be loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cupola.engine.pull.collection import Progress
from cupola.engine.pull.settings import Source
from cupola.engine.pull.shelf import Shelf, read_json, write_json

STATE = "state.json"


@dataclass(frozen=True, slots=True)
class State:
    """`marks` by collection: an instant in UTC (OneRoster) or a change version (Ed-Fi).

    `about` says of which server and client they are; `waiting` are folders not loaded yet, `loaded`
    those that the next pull may throw away.
    """

    about: str
    marks: dict[str, str | int] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()
    loaded: tuple[str, ...] = ()
    pulled_at: str | None = None


def read_state(place: Path, source: Source) -> State:
    """The state of a source; without marks when nothing was pulled yet, or from another server."""
    about = f"{source.kind} {source.base_url} {source.client_id}"
    found = read_json(place / STATE)
    if found is None or found.get("about") != about:
        return State(about)
    marks = {str(k): v for k, v in found.get("marks", {}).items() if isinstance(v, str | int)}
    waiting, gone = (tuple(map(str, found.get(key, ()))) for key in ("waiting", "loaded"))
    return State(about, marks, waiting, gone, found.get("pulled_at"))


def write_state(place: Path, state: State) -> None:
    """Replace the state in one step."""
    write_json(place / STATE, asdict(state))


def instant_mark(shelf: Shelf, progress: Progress, *, overlap_minutes: int, before: str | int | None) -> str:
    """From when on changes are to be asked for next time.

    The earlier of the server's time when this pull began and the newest dateLastModified that came, less the
    overlap; never before the mark in force.
    """
    stamps = (row.get("dateLastModified") for rows in shelf.pages(progress.pages) for row in rows)
    seen = [when for stamp in stamps if (when := parse_instant(stamp)) is not None]
    began = parse_instant(progress.began)
    ends = [when for when in (began, max(seen, default=None)) if when is not None]
    when = min(ends, default=datetime.now(tz=UTC)) - timedelta(minutes=overlap_minutes)
    text = as_instant(when)
    return max(text, before) if isinstance(before, str) else text


def older_than(shelf: Shelf, progress: Progress, mark: str) -> int:
    """How many rows of a delta did not change since the mark: a server that overlooks the filter gives all."""
    since = parse_instant(mark)
    stamps: Iterable[Any] = (row.get("dateLastModified") for rows in shelf.pages(progress.pages) for row in rows)
    return sum(since is not None and (when := parse_instant(s)) is not None and when < since for s in stamps)


def parse_instant(text: Any) -> datetime | None:
    """An ISO 8601 instant as UTC; None for anything else. Without a zone it is taken as UTC."""
    try:
        when = datetime.fromisoformat(text)
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def as_instant(when: datetime) -> str:
    """`2026-01-01T00:00:00.000Z`, so that earlier sorts first."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03d}Z"
