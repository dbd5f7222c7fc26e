"""Loads exports and is killed at the n-th thing it does to the disk; run by test_kills with a JSON list of jobs.

Prints one JSON list: for each job the number of steps it took, or null when it was killed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from tests.engine.record.killed import killed_at


def run(exports: str, folder: Path, at: int) -> int | None:
    return killed_at(at, folder, lambda: load([exports], LoadOptions(folder, accept_mapping=True)))


if __name__ == "__main__":
    jobs = json.load(sys.stdin)
    print(json.dumps([run(job["exports"], Path(job["folder"]), job["at"]) for job in jobs]))
