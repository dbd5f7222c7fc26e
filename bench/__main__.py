"""`make bench`: every figure of the README, measured again. BENCH_STUDENTS and BENCH_FOLDER change the size."""

from __future__ import annotations

import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from bench.clock import Cost, cost_of, median_cost
from cupola.sample import write_district

AS_OF = ("--as-of", "2026-10-30", "--fail-on", "never")


@dataclass(frozen=True)
class Line:
    """One line of the table: what was measured, what it cost, against which limit, and what is promised."""

    what: str
    cost: Cost
    limit: Cost | None
    promised: str


def roster(folder: Path, students: int) -> Path:
    """This year's roster files of a clean sample district of that many students, unpacked."""
    exports = folder / f"district-{students}"
    target = folder / f"roster-{students}"
    if not target.exists():
        write_district(exports, students=students, seed=1, faults="none", gradebook=False)
        with zipfile.ZipFile(exports / "this-month" / "sis-oneroster.zip") as package:
            package.extractall(target)
    return target


def measured(folder: Path, students: int) -> list[Line]:
    """The table for a district of that many students."""
    files = roster(folder, students)
    small = roster(folder, 50)
    check = ["-m", "cupola", "check"]
    cost_of([*check, str(small), *AS_OF])
    count = median_cost(["-m", "bench.count_rows", str(files)])
    whole = median_cost([*check, str(files), *AS_OF])
    return [
        Line(f"DuckDB count(*) of the roster files, {students:,} students", count, None, "the limit"),
        Line(f"cupola check of the same files, {students:,} students", whole, count, "at most 6 times"),
        Line("cupola --help", median_cost(["-m", "cupola", "--help"], times=5), None, "under 0.4 s"),
        Line("cupola check of a set of 50 students", median_cost([*check, str(small), *AS_OF]), None, "under 1.5 s"),
    ]


def main() -> None:
    """Measure and print the table."""
    students = int(os.environ.get("BENCH_STUDENTS", "100000"))
    with tempfile.TemporaryDirectory(prefix="cupola-bench-") as own:
        lines = measured(Path(os.environ.get("BENCH_FOLDER", own)), students)
    print(f"{'':<66}{'CPU s':>8}{'peak MB':>9}{'times':>7}  promised")
    for line in lines:
        times = f"{line.cost.cpu_seconds / line.limit.cpu_seconds:.1f}" if line.limit else ""
        print(f"{line.what:<66}{line.cost.cpu_seconds:>8.2f}{line.cost.peak_mb:>9.0f}{times:>7}  {line.promised}")


if __name__ == "__main__":
    main()
