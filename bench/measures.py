"""`python -m bench.measures`: all measures of a large district against one scan of the Parquet files they read.

BENCH_STUDENTS (100000), BENCH_PROBES (10000000 readings of monitors, rolled to stretches as they are loaded) and
BENCH_FOLDER (a folder that is kept) change what is measured. The record holds three earlier years, each a snapshot
that is measured and scanned as well, and the newest with everything. CPU seconds within one process; the five dearest
measures and grounds of the newest are named with their seconds.
"""

from __future__ import annotations

import csv
import os
import resource
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.clock import cost_of, megabytes
from cupola.engine.backends.duck import connect, quoted
from cupola.engine.measures.grounds import tables_below
from cupola.engine.measures.reading import shipped_measures
from cupola.engine.measures.running import measure_record
from cupola.engine.record.store import open_store

LIMIT = 20
DEAREST = 5
AS_OF = "2026-10-30"
# Readings of as many schools as there are, and of lines that all of them share, so many seconds apart: ten million are
# the thirty days that figures look back upon.
SHARED, PAUSE, LAST = 15, 40, datetime(2026, 10, 31, tzinfo=UTC)
TABLES = """
CREATE TABLE monitor (id INTEGER PRIMARY KEY, name TEXT, type TEXT, interval INTEGER, active INTEGER, parent INTEGER);
CREATE TABLE heartbeat (id INTEGER PRIMARY KEY, monitor_id INTEGER, status INTEGER, time TEXT);
"""


def record(folder: Path, students: int, probes: int) -> Path:
    """A data folder with four years of a clean sample district of that many students, and readings of monitors.

    What each load costs is printed; a folder that holds the record already is taken as it is.
    """
    exports, data = folder / f"measured-{students}", folder / f"measured-data-{students}-{probes}"
    if not (data / "current").exists():
        if not (exports / "truth.json").exists():
            cost_of(["-m", "cupola", "sample", str(exports), "--students", str(students), "--faults", "none"])
        for part in sorted(each for each in (exports / "earlier-years").iterdir() if each.is_dir()):
            _load(f"the school year {part.name}", part, data, "--accept-mapping", "--accept-unusual")
        _load("this month", exports / "this-month", data, "--accept-mapping")
        if probes:
            names = [f"{school} gateway" for school in _schools(exports)]
            names += [f"Line {number}" for number in range(1, SHARED + 1)]
            kuma = write_probes(folder / f"probes-{probes}" / "kuma.db", names, probes)
            _load(f"{probes:,} readings", kuma, data, "--as-of", AS_OF)
    return data


def _load(title: str, delivered: Path, data: Path, *options: str) -> None:
    cost = cost_of(["-m", "cupola", "load", str(delivered), "--data", str(data), *options])
    print(f"loaded {title}: {cost.cpu_seconds:,.0f} CPU seconds, {cost.peak_mb:,.0f} MB at most", flush=True)


def _schools(exports: Path) -> list[str]:
    with zipfile.ZipFile(exports / "this-month" / "sis-oneroster.zip") as package:
        lines = package.read("orgs.csv").decode().splitlines()
    return [row["name"] for row in csv.DictReader(lines) if row["type"] == "school"]


def write_probes(path: Path, names: Sequence[str], count: int) -> Path:
    """A database of Uptime Kuma with so many readings of what has these names, one in a thousand down."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.executescript(TABLES)
    rows = [(number, name, "ping", PAUSE) for number, name in enumerate(names, 1)]
    database.executemany("INSERT INTO monitor (id, name, type, interval, active) VALUES (?, ?, ?, ?, 1)", rows)
    beats = _beats(len(names), count)
    database.executemany("INSERT INTO heartbeat (monitor_id, status, time) VALUES (?, ?, ?)", beats)
    database.commit()
    database.close()
    return path


def _beats(monitors: int, count: int) -> Iterator[tuple[int, int, str]]:
    rounds = -(-count // monitors)
    for turn in range(rounds):
        moment = (LAST - timedelta(seconds=PAUSE * (rounds - turn))).strftime("%Y-%m-%d %H:%M:%S")
        for number in range(1, monitors + 1):
            yield number, int((turn * 7 + number * 131) % 1000 != 0), moment


def snapshots(data: Path) -> list[str]:
    """The newest snapshot, and the newest of each earlier school year."""
    kept: dict[int, str] = {}
    for manifest in (each.manifest for each in open_store(data).snapshots()):
        kept.setdefault(manifest.as_of.year, manifest.id)
    return list(kept.values())


def scan(data: Path, snapshot: str) -> tuple[float, int]:
    """CPU seconds and rows of reading every column of every table of a snapshot that a measure reads, once."""
    store = open_store(data)
    manifest = store.snapshot(snapshot)
    wanted = tables_below({need for measure in shipped_measures() for need in measure.needs})
    tables = {part.table for part in manifest.parts} & wanted
    with tempfile.TemporaryDirectory() as spill:
        connection = connect(spill=Path(spill), threads=1, keep_order=False)
        rows, started = 0, time.process_time()
        for table in sorted(tables):
            paths = ", ".join(quoted(str(path)) for path in store.listed_paths(manifest, table))
            counted = f"SELECT count(*), count(COLUMNS(*)) FROM read_parquet([{paths}], union_by_name = true)"
            found = connection.execute(counted).fetchone()
            rows += found[0] if found else 0
        spent = time.process_time() - started
        connection.close()
    return spent, rows


def main() -> int:
    """Print the table; exit code 1 when the measures cost more than is promised."""
    students = int(os.environ.get("BENCH_STUDENTS", "100000"))
    probes = int(os.environ.get("BENCH_PROBES", "10000000"))
    with tempfile.TemporaryDirectory() as passing:
        data = record(Path(os.environ.get("BENCH_FOLDER", passing)), students, probes)
        newest, *earlier = snapshots(data)
        for each in (newest, *earlier):
            scan(data, each)
        scans = [scan(data, each) for each in (newest, *earlier)]
        scanned, rows = (sum(column) for column in zip(*scans, strict=True))
        started = time.process_time()
        found = measure_record(data, newest)
        told = [measure_record(data, each) for each in earlier]
        spent = time.process_time() - started
    assert found is not None
    years = len({each.as_of for each in (found, *told) if each is not None})
    print(f"{years} school years, {found.as_of} the newest")
    measured = len({each.measure for each in found.figures})
    print(f"{students:,} students, {rows:,} rows read by {measured} measures with figures ({len(found.figures):,})")
    print(f"one scan      {scanned:8.2f} CPU seconds")
    print(f"all measures  {spent:8.2f} CPU seconds, {spent / scanned:.1f} scans (at most {LIMIT})")
    print(f"most memory   {megabytes(resource.getrusage(resource.RUSAGE_SELF)):8,.0f} MB, the scan included")
    for name, seconds in sorted(found.seconds.items(), key=lambda each: -each[1])[:DEAREST]:
        print(f"  {name:<24} {seconds:6.2f} s")
    return int(spent > LIMIT * scanned)


if __name__ == "__main__":
    sys.exit(main())
