"""`make bench`: every figure of the README, measured again.

BENCH_STUDENTS, BENCH_FOLDER, BENCH_LARGE (a second, larger size; 0 for none) and BENCH_WEB (0 leaves out the web
application) change what is measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.clock import Cost, cost_of, environment, median_cost
from bench.frictionless_package import write_package
from bench.one_error import told, write_wrong
from bench.rules import CHECKS

AS_OF = ("--as-of", "2026-10-30", "--fail-on", "never")
CUPOLA = ("-m", "cupola")
FRICTIONLESS = Path(".venv/bench/bin/frictionless")
ANY = (0, 1)


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
        # By a process of its own: what a process holds at its start counts as its children's memory.
        sample = [sys.executable, "-m", "bench.write_roster", str(exports), str(students)]
        subprocess.run(sample, check=True, env=environment())
        with zipfile.ZipFile(exports / "this-month" / "sis-oneroster.zip") as package:
            package.extractall(target)
    return target


def record(folder: Path, files: Path) -> Path:
    """A data folder with these files loaded."""
    data = folder / f"data-{files.name}"
    if not (data / "current").exists():
        load = [sys.executable, *CUPOLA, "load", str(files), "--data", str(data)]
        subprocess.run(load, check=True, stdout=subprocess.DEVNULL, env=environment())
    return data


def without_tables(data: Path) -> None:
    """Take away what a load keeps for the checks of a data folder."""
    for kept in (data / "cache").glob("tables-*"):
        kept.unlink()


def from_files(folder: Path, students: int, *, at_most: str, snapshot_at_most: str, times: int) -> Iterator[Line]:
    """All checks, from CSV and from the snapshot, against DuckDB's count of the same files."""
    files = roster(folder, students)
    check = [*CUPOLA, "check"]
    size = f"{students:,} students"
    # Single counts of a million took 2.7 to 3.0 within one hour, and all that follows is told by them.
    count = median_cost(["-m", "bench.count_rows", str(files)], times=5)
    yield Line(f"DuckDB count(*) of the roster files, {size}", count, None, "the limit")
    whole = median_cost([*check, str(files), *AS_OF], times=times)
    yield Line(f"cupola check of the same files, {size}", whole, count, at_most)
    data = record(folder, files)
    snapshot = [*check, "--data", str(data), *AS_OF]
    cost_of([*snapshot, "--anew"])
    anew = median_cost([*snapshot, "--anew"], times=times)
    yield Line(f"cupola check of the snapshot (tables kept since the load), {size}", anew, count, snapshot_at_most)
    bare = median_cost([*snapshot, "--anew"], times=times, before=lambda: without_tables(data))
    yield Line(f"the same, nothing kept: it makes the tables and keeps them, {size}", bare, count, "")
    again = median_cost(snapshot, times=times)
    yield Line(f"the same again, nothing changed (kept report), {size}", again, count, "")
    wrong = write_wrong(files, folder / f"wrong-{files.name}")
    mass = median_cost([*check, str(wrong), *AS_OF], times=times)
    yield Line(f"cupola check of one error in every grade, {size}", mass, whole, "no slowdown")
    found, rows, written = told(wrong, AS_OF)
    print(f"  which is {found} finding of {rows:,} rows; the whole report is {written / 1e3:.0f} KB of JSON")


def shared_rules(folder: Path, students: int) -> Iterator[Line]:
    """The rules that others can express too."""
    files = roster(folder, students)
    plain = median_cost(["-m", "bench.plain_validator", str(files)])
    yield Line("the same rules in plain Python", plain, None, "")
    own = median_cost([*CUPOLA, "check", str(files), "--only", CHECKS, *AS_OF])
    yield Line("cupola check --only these rules", own, plain, "at most 0.4 times")
    if FRICTIONLESS.exists():
        package = write_package(files, folder / f"frictionless-{students}")
        theirs = cost_of(["validate", "--json", str(package)], codes=ANY, program=str(FRICTIONLESS.absolute()))
        yield Line("frictionless validate, the same rules", theirs, own, "at least 20 times cupola's")


def small(folder: Path) -> Iterator[Line]:
    """What a person waits for."""
    files = roster(folder, 50)
    cost_of([*CUPOLA, "check", str(files), *AS_OF])
    yield Line("cupola --help", median_cost([*CUPOLA, "--help"], times=5), None, "under 0.4 s")
    set_of_50 = median_cost([*CUPOLA, "check", str(files), *AS_OF])
    yield Line("cupola check of a set of 50 students", set_of_50, None, "under 1.5 s")


def one_more_rule(folder: Path, students: int) -> Line:
    """What fifty further row rules of users cost, each, as a share of the whole check."""
    files = str(roster(folder, students))
    without, with_fifty = (median_cost(["-m", "bench.row_rules", files, str(rules)]) for rules in (0, 50))
    share = (with_fifty.cpu_seconds - without.cpu_seconds) / 50
    return Line("one further row rule", Cost(share, with_fifty.peak_mb), without, "under 0.01 times")


def dearest(folder: Path, students: int) -> list[tuple[str, float]]:
    """The five dearest checks: id and seconds."""
    command = [sys.executable, "-m", "bench.row_rules", str(roster(folder, students)), "0", "--dearest"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    return [(check, seconds) for check, seconds in json.loads(told.stdout)]


def web(folder: Path, students: int) -> None:
    """A hundred readers while a delivery is applied: the p95 of each list page beside the empty signed-in page's."""
    told = subprocess.run(
        [sys.executable, "-m", "bench.web", str(folder), str(students)],
        check=True,
        capture_output=True,
        text=True,
        env=environment(),
    )
    seen = json.loads(told.stdout)
    print(f"\n{seen['readers']} readers, {students:,} students, while a delivery is applied: {seen['pages']} pages")
    print(f"errors: {seen['error_count']} (promised: none) {seen['errors'] or ''}")
    print(f"p95 of the empty signed-in page: {seen['empty_p95'] * 1000:.0f} ms")
    for page, (seconds, times) in seen["lists"].items():
        print(f"{page:<40}{seconds * 1000:>8.0f} ms{times:>8.2f}  at most 5 times", flush=True)


def tell(line: Line) -> None:
    """Print one line of the table."""
    times = f"{line.cost.cpu_seconds / line.limit.cpu_seconds:.2f}" if line.limit else ""
    print(
        f"{line.what:<80}{line.cost.cpu_seconds:>8.2f}{line.cost.peak_mb:>9.0f}{times:>7}  {line.promised}", flush=True
    )


def main() -> None:
    """Measure and print the table."""
    students = int(os.environ.get("BENCH_STUDENTS", "100000"))
    large = int(os.environ.get("BENCH_LARGE", "1000000"))
    with tempfile.TemporaryDirectory(prefix="cupola-bench-") as own:
        folder = Path(os.environ.get("BENCH_FOLDER", own))
        print(f"{'':<80}{'CPU s':>8}{'peak MB':>9}{'times':>7}  promised")
        for line in (
            *small(folder),
            *from_files(folder, students, at_most="at most 5 times", snapshot_at_most="at most 3 times", times=3),
            one_more_rule(folder, students),
            *shared_rules(folder, students),
        ):
            tell(line)
        print("The five dearest checks: " + ", ".join(f"{c} {s:.2f} s" for c, s in dearest(folder, students)))
        if os.environ.get("BENCH_WEB", "1") != "0":
            web(folder, students)
        if large:
            for line in from_files(
                folder, large, at_most="at most 12 times, 1,500 MB", snapshot_at_most="at most 5 times", times=1
            ):
                tell(line)


if __name__ == "__main__":
    main()
