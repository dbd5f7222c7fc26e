"""Loads exports and is killed at the n-th thing it does to the disk; run by test_kills with a JSON list of jobs.

Prints one JSON list: for each job the number of steps it took, or null when it was killed.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from tests.engine.record.killed import Death


def run(exports: str, folder: Path, at: int) -> int | None:
    counted = folder.with_suffix(".steps")
    child = os.fork()
    if child == 0:
        death = Death(at)
        death.watch()
        code = 1
        try:
            load([exports], LoadOptions(folder, accept_mapping=True))
            code = 0
        finally:
            counted.write_text(str(death.steps))
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    if status != 0:
        raise SystemExit(f"the load failed at step {at}")
    return int(counted.read_text())


if __name__ == "__main__":
    jobs = json.load(sys.stdin)
    print(json.dumps([run(job["exports"], Path(job["folder"]), job["at"]) for job in jobs]))
