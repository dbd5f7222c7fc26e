"""`python -m bench.measures`: all measures of a large district against one scan of the Parquet files they read.

BENCH_STUDENTS (100000) and BENCH_FOLDER (a folder that is kept) change what is measured. CPU seconds within one
process; the five dearest measures and grounds are named with their seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.clock import environment
from cupola.engine.backends.duck import connect, quoted
from cupola.engine.measures.grounds import tables_below
from cupola.engine.measures.reading import shipped_measures
from cupola.engine.measures.running import measure_record
from cupola.engine.record.store import open_store

LIMIT = 20
DEAREST = 5


def record(folder: Path, students: int) -> Path:
    """A data folder with this month's files of a clean sample district of that many students loaded."""
    exports, data = folder / f"measured-{students}", folder / f"measured-data-{students}"
    cupola = [sys.executable, "-m", "cupola"]
    if not (data / "current").exists():
        sample = [*cupola, "sample", str(exports), "--students", str(students), "--faults", "none"]
        load = [*cupola, "load", str(exports / "this-month"), "--accept-mapping", "--data", str(data)]
        for command in (sample, load):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment())
    return data


def scan(data: Path) -> tuple[float, int]:
    """CPU seconds and rows of reading every column of every table that a measure reads, once."""
    store = open_store(data)
    manifest = store.snapshot("current")
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
    with tempfile.TemporaryDirectory() as passing:
        data = record(Path(os.environ.get("BENCH_FOLDER", passing)), students)
        scan(data)
        scanned, rows = scan(data)
        started = time.process_time()
        found = measure_record(data)
        spent = time.process_time() - started
    assert found is not None
    measured = len({each.measure for each in found.figures})
    print(f"{students:,} students, {rows:,} rows read by {measured} measures with figures ({len(found.figures):,})")
    print(f"one scan      {scanned:8.2f} CPU seconds")
    print(f"all measures  {spent:8.2f} CPU seconds, {spent / scanned:.1f} scans (at most {LIMIT})")
    for name, seconds in sorted(found.seconds.items(), key=lambda each: -each[1])[:DEAREST]:
        print(f"  {name:<24} {seconds:6.2f} s")
    return int(spent > LIMIT * scanned)


if __name__ == "__main__":
    sys.exit(main())
