"""How fresh each system's exports are, and how long events take from the day they happen until they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.record.differences import school_names
from cupola.engine.record.manifest import Delivery, Manifest
from cupola.engine.record.store import Store

if TYPE_CHECKING:
    import duckdb

LOOKS_BACK = 13
DARK_AFTER_GAPS = 2
DARK_AT_LEAST_DAYS = 14
ROLE_OF_STUDENT = "lower(role) = 'student'"


@dataclass(frozen=True, slots=True)
class Feed:
    """One system's exports: when they came last, of which day they are, how old that is on `today`.

    `usual_days` is the median distance between deliveries (None for a single one). A feed is `dark` when it is two
    weeks old at least and more than two usual distances have passed.
    """

    system: str
    name: str
    kind: str
    rows: int
    delivered: str
    newest_file: str
    age_days: int
    usual_days: float | None
    dark: bool


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from an event to the first snapshot that shows it: entry, exit or new device, by system and school."""

    event: str
    system: str
    school: str | None
    events: int
    median_days: float
    longest_days: int


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Feeds and lags. `snapshots` says how many were compared; lags need two at least."""

    today: str
    snapshots: int
    feeds: tuple[Feed, ...]
    lags: tuple[Lag, ...]


def timeliness(store: Store, *, today: date) -> Timeliness:
    """Look at the newest snapshots that are in force or led there; no names, only counts by school."""
    line = [entry.manifest for entry in store.snapshots() if entry.state != "undone"][:LOOKS_BACK]
    if not line:
        return Timeliness(today.isoformat(), 0, (), ())
    return Timeliness(
        today=today.isoformat(),
        snapshots=len(line),
        feeds=tuple(_feeds(line, today)),
        lags=tuple(_lags(store, line)) if len(line) > 1 else (),
    )


def _feeds(line: Sequence[Manifest], today: date) -> list[Feed]:
    newest = line[0]
    rows: dict[str, int] = {}
    for part in newest.parts:
        if part.layer == "source":
            rows[part.system] = rows.get(part.system, 0) + part.rows
    by_system: dict[str, Delivery] = {}
    for delivery in newest.deliveries:
        by_system[delivery.system] = delivery
    return [
        _feed(delivery, rows=rows.get(system, 0), line=line, today=today)
        for system, delivery in sorted(by_system.items())
    ]


def _feed(delivery: Delivery, *, rows: int, line: Sequence[Manifest], today: date) -> Feed:
    days = sorted({_day(each) for manifest in line for each in manifest.deliveries if each.system == delivery.system})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    usual = median(gaps) if gaps else None
    age = max((today - days[-1]).days, 0)
    dark = age >= DARK_AT_LEAST_DAYS and usual is not None and age > DARK_AFTER_GAPS * usual
    return Feed(
        system=delivery.system,
        name=delivery.name,
        kind=delivery.kind,
        rows=rows,
        delivered=delivery.when.date().isoformat(),
        newest_file=days[-1].isoformat(),
        age_days=age,
        usual_days=usual,
        dark=dark,
    )


def _day(delivery: Delivery) -> date:
    """The day of the newest file of a delivery, as the file says."""
    days = [datetime.fromisoformat(file.modified).date() for file in delivery.files if file.modified]
    return max(days, default=delivery.when.date())


def _lags(store: Store, line: Sequence[Manifest]) -> list[Lag]:
    connection = connect(threads=1)
    roles = _seen(
        store,
        line,
        table="person_org_roles",
        columns="person_id AS key, org_id, begin_date, end_date",
        where=ROLE_OF_STUDENT,
    )
    devices = _seen(
        store,
        line,
        table="devices",
        columns="device_id AS key, purchase_date",
        where="purchase_date IS NOT NULL",
    )
    schools = school_names(store, line[0])
    found: list[Lag] = []
    if roles:
        found += _asked(connection, "entry", sql=_entries(roles), schools=schools)
        found += _asked(connection, "exit", sql=_exits(roles), schools=schools)
    if devices:
        found += _asked(connection, "new device", sql=_new_devices(devices), schools=schools)
    return found


def _seen(store: Store, line: Sequence[Manifest], *, table: str, columns: str, where: str) -> str:
    """The rows of a table in every snapshot, each with the day of the snapshot."""
    selects = []
    for manifest in line:
        paths = ", ".join(quoted(str(path)) for path in store.part_paths(manifest, table))
        if paths:
            day = quoted(manifest.as_of.isoformat())
            source = f"read_parquet([{paths}], union_by_name = true)"
            selects.append(f"SELECT DATE {day} AS seen, {columns} FROM {source} WHERE {where}")
    return " UNION ALL ".join(selects)


SYSTEM_OF_KEY = "split_part(key, ':', 1)"


def _entries(rows: str) -> str:
    """(system, school, days) of students who were not in the system's first snapshot."""
    return f"""
WITH rows AS ({rows}),
first_of_system AS (SELECT {SYSTEM_OF_KEY} AS system, min(seen) AS first FROM rows GROUP BY 1),
came AS (SELECT key, org_id, {SYSTEM_OF_KEY} AS system, min(seen) AS seen, min(begin_date) AS happened
         FROM rows GROUP BY key, org_id)
SELECT c.system, c.org_id, greatest(date_diff('day', c.happened, c.seen), 0) AS days
FROM came c JOIN first_of_system f USING (system)
WHERE c.seen > f.first AND c.happened IS NOT NULL"""


def _exits(rows: str) -> str:
    """(system, school, days) of students whose role was open in one snapshot and has ended in a later one."""
    return f"""
WITH rows AS ({rows}),
left_school AS (
  SELECT key, org_id, {SYSTEM_OF_KEY} AS system,
         min(seen) FILTER (WHERE end_date > seen OR end_date IS NULL) AS was_open,
         min(seen) FILTER (WHERE end_date <= seen) AS seen, max(end_date) FILTER (WHERE end_date <= seen) AS happened
  FROM rows GROUP BY key, org_id)
SELECT l.system, l.org_id, greatest(date_diff('day', l.happened, l.seen), 0) AS days
FROM left_school l WHERE l.was_open < l.seen"""


def _new_devices(rows: str) -> str:
    """(system, no school, days) of devices that were not in the system's first snapshot."""
    return f"""
WITH rows AS ({rows}),
first_of_system AS (SELECT {SYSTEM_OF_KEY} AS system, min(seen) AS first FROM rows GROUP BY 1),
came AS (SELECT key, {SYSTEM_OF_KEY} AS system, min(seen) AS seen, min(purchase_date) AS happened
         FROM rows GROUP BY key)
SELECT c.system, CAST(NULL AS VARCHAR) AS org_id, greatest(date_diff('day', c.happened, c.seen), 0) AS days
FROM came c JOIN first_of_system f USING (system) WHERE c.seen > f.first"""


def _asked(connection: duckdb.DuckDBPyConnection, event: str, *, sql: str, schools: dict[str, str]) -> list[Lag]:
    rows = connection.execute(
        f"SELECT system, org_id, count(*), median(days), max(days) FROM ({sql}) GROUP BY system, org_id ORDER BY ALL"
    ).fetchall()
    return [
        Lag(event, system, schools.get(org, org) if org else None, int(events), float(middle), int(longest))
        for system, org, events, middle, longest in rows
    ]
