"""`python -m bench.million`: a million people of the SIS held against a million forms, beside the exact-key join.

BENCH_PEOPLE (1000000) and BENCH_SEED (7) set what is drawn, BENCH_PROFILE=hard leaves e-mail and half of the telephones
out, BENCH_TIMES (3) says how often each way runs: the one in the middle counts. All ways are processes of their own
that read the same two CSV files and write the pairs they make; figures are wall seconds of the whole process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.clock import Cost, cost_of, environment
from cupola.engine.backends.duck import connect, quoted

WAYS = (
    ("exact", (), "exact-key join, names as they are typed"),
    ("form", (), "exact-key join, read and put in form as the program does"),
    ("cupola", (), "cupola"),
    ("exact", ("ids",), "exact-key join, state numbers too"),
    ("cupola", ("ids",), "cupola, state numbers too"),
)


@dataclass(frozen=True)
class Run:
    """One way: wall seconds, CPU and memory of its process, and what it made of the truth."""

    wall: float
    cost: Cost
    made: int
    right: int
    true: int
    queue: int
    queue_right: int
    twins: int

    @property
    def precision(self) -> float:
        """Of the pairs made, the share that is right."""
        return self.right / max(self.made, 1)

    @property
    def recall(self) -> float:
        """Of the true pairs, the share that was made."""
        return self.right / self.true

    @property
    def queue_share(self) -> float:
        """Of all errors, the share that waits for a person."""
        return self.queue_right / max(self.made + self.true - 2 * self.right, 1)


def measured(folder: Path, way: str, more: tuple[str, ...], *, times: int) -> Run:
    """Run one way so often, and hold its pairs against the truth."""
    answer = folder / "answer.parquet"
    runs = []
    for _ in range(times):
        begun = time.perf_counter()
        cost = cost_of(["-m", "bench.million_sides", way, str(folder), str(answer), *more])
        runs.append((time.perf_counter() - begun, cost))
    wall, cost = sorted(runs, key=lambda run: run[0])[len(runs) // 2]
    with closing(connect(memory="2GB")) as connection:
        for table, source in (
            ("truth", f"SELECT student AS l, application AS r FROM read_csv({quoted(str(folder / 'truth.csv'))})"),
            ("twins", f"FROM read_csv({quoted(str(folder / 'twins.csv'))})"),
            ("answer", f"FROM read_parquet({quoted(str(answer))})"),
            ("made", "SELECT DISTINCT l, r FROM answer WHERE band = 'linked'"),
            ("queued", "SELECT DISTINCT l, r FROM answer WHERE band = 'proposed'"),
        ):
            connection.execute(f"CREATE TABLE {table} AS {source}")
        # Two students who only look alike and are linked with one form.
        counts = connection.execute("""
SELECT (SELECT count(*) FROM made), (SELECT count(*) FROM made SEMI JOIN truth USING (l, r)),
       (SELECT count(*) FROM truth), (SELECT count(*) FROM queued),
       (SELECT count(*) FROM queued SEMI JOIN truth USING (l, r)),
       (SELECT count(*) FROM twins t JOIN made a ON a.l = t.one JOIN made b ON b.l = t.other AND b.r = a.r)""")
        return Run(wall, cost, *map(int, counts.fetchall()[0]))


def tell(what: str, run: Run) -> None:
    """One line of figures."""
    print(
        f"{what:<58}{run.wall:>7.1f} s wall{run.cost.cpu_seconds:>7.1f} s CPU{run.cost.peak_mb:>7.0f} MB"
        f"  P {run.precision:.5f}  R {run.recall:.5f}  wrong {run.made - run.right}, missed {run.true - run.right},"
        f" queue {run.queue} ({run.queue_share:.0%} of errors), look alike and linked {run.twins}",
        flush=True,
    )


def main() -> None:
    """Draw, measure and print."""
    people, seed = os.environ.get("BENCH_PEOPLE", "1000000"), os.environ.get("BENCH_SEED", "7")
    times = int(os.environ.get("BENCH_TIMES", "3"))
    hard = os.environ.get("BENCH_PROFILE") == "hard"
    with tempfile.TemporaryDirectory(prefix="cupola-million-") as own:
        folder = Path(own)
        write = [sys.executable, "-m", "bench.million_files", str(folder), people, seed, *(["hard"] if hard else [])]
        subprocess.run(write, check=True, env=environment())
        found = {}
        for way, more, what in WAYS:
            found[way, more] = measured(folder, way, more, times=times)
            tell(what, found[way, more])
    for more, words in (((), "ids hidden"), (("ids",), "with state ids")):
        ratio = found["cupola", more].wall / found["exact", more].wall
        print(f"{words}: {ratio:.1f} times the exact-key join of the same run (promised: 3, under 1,300 MB)")
    ratio = found["cupola", ()].wall / found["form", ()].wall
    print(f"ids hidden: {ratio:.1f} times the exact-key join that reads as much and compares the same names")


if __name__ == "__main__":
    main()
