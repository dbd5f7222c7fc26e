"""The one database that is read: that of Uptime Kuma. Its monitors and their states become two tables of text.

Nothing else of it is looked at: accounts, tokens and addresses lie in the same file.
"""

from __future__ import annotations

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from cupola.engine.intake.heartbeats import Watched, roll
from cupola.engine.kinds import Arrival

SQLITE = b"SQLite format 3\0"
STATES = {0: "down", 1: "up", 2: "down", 3: "maintenance"}
NEEDED = {"monitor": {"id", "name", "type", "interval"}, "heartbeat": {"monitor_id", "status", "time"}}
MONITORS = ("monitor id", "monitor name", "monitor type", "monitor group", "monitor active")
STRETCHES = ("stretch monitor", "stretch begin", "stretch end", "stretch state")
USUAL_PAUSE = 60


def is_database(head: bytes) -> bool:
    """Whether a file that begins with these bytes is an SQLite database."""
    return head.startswith(SQLITE)


def lay_out(arrival: Arrival, room: Path) -> tuple[tuple[str, Arrival], ...] | None:
    """The tables of an Uptime Kuma database as CSV files in the folder `room`: (name, file) of each.

    None when it is the database of another program, or none that can be read.
    """
    try:
        with _opened(arrival.path) as database:
            if not _is_kuma(database):
                return None
            found = (("monitors", MONITORS, _monitors(database)), ("stretches", STRETCHES, _stretches(database)))
            return tuple((name, _written(arrival, room, head=head, rows=rows)) for name, head, rows in found)
    except (sqlite3.Error, ValueError, OverflowError):
        return None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, read only; nothing is written beside it, and what another program is writing is left alone."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as database:
        database.text_factory = lambda raw: raw.decode("utf-8", "replace")
        yield database


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    return {str(row[1]) for row in database.execute(f'PRAGMA table_info("{table}")')}


def _is_kuma(database: sqlite3.Connection) -> bool:
    return all(needed <= _columns(database, table) for table, needed in NEEDED.items())


def _monitors(database: sqlite3.Connection) -> Iterator[Sequence[Any]]:
    columns = _columns(database, "monitor")
    group = "(SELECT name FROM monitor p WHERE p.id = m.parent)" if "parent" in columns else "NULL"
    active = "active" if "active" in columns else "1"
    yield from database.execute(f"SELECT id, name, type, {group}, {active} FROM monitor m ORDER BY id")


def _stretches(database: sqlite3.Connection) -> Iterator[Sequence[Any]]:
    pauses = {row[0]: float(row[1] or USUAL_PAUSE) for row in database.execute("SELECT id, interval FROM monitor")}
    watched = _watched(database)
    rows = database.execute("SELECT monitor_id, time, status FROM heartbeat ORDER BY monitor_id, time")
    for monitor, beats in groupby(rows, key=lambda row: row[0]):
        readings = ((_second(time), STATES.get(status, "unknown")) for _monitor, time, status in beats)
        pause = pauses.get(monitor, USUAL_PAUSE)
        for each in roll(readings, pause=pause, watched=watched.get(monitor, Watched())):
            yield monitor, _moment(each.begin), _moment(each.end), each.state


def _watched(database: sqlite3.Connection) -> Mapping[int, Watched]:
    """What the sums of hours and days tell: newer versions keep single readings for a short while only."""
    found: dict[str, dict[int, set[int]]] = {}
    for table in ("stat_hourly", "stat_daily"):
        by_monitor = found.setdefault(table, defaultdict(set))
        if {"monitor_id", "timestamp", "up", "down"} <= _columns(database, table):
            for monitor, second in database.execute(f"SELECT monitor_id, timestamp FROM {table} WHERE up + down > 0"):
                by_monitor[monitor].add(int(second))
    hours, days = found["stat_hourly"], found["stat_daily"]
    return {each: Watched(frozenset(hours[each]), frozenset(days[each])) for each in {*hours, *days}}


def _second(time: Any) -> float:
    """Seconds since 1970 of a time as the database says it: text without a zone in universal time."""
    if isinstance(time, int | float):
        return float(time) / 1_000 if time > 1e11 else float(time)
    return datetime.fromisoformat(time.replace("Z", "")).replace(tzinfo=UTC).timestamp()


def _moment(second: float) -> str:
    return datetime.fromtimestamp(round(second), UTC).strftime("%Y-%m-%d %H:%M:%S")


def _written(arrival: Arrival, room: Path, *, head: Sequence[str], rows: Iterator[Sequence[Any]]) -> Arrival:
    path = room / f"database-{uuid4().hex}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
    return replace(arrival, path=path, bytes=path.stat().st_size, temporary=True)
