"""Does one deed to a data folder and is killed at the n-th thing it does to the disk.

Run by test_kills with a JSON list of jobs (deed, folder, n). Each job runs in a fork, so that the
program is started once only; what it counts as a step is every call that changes a file or a folder,
half of each write, and the time before and after each COPY of DuckDB. With n = 0 the steps are counted
and nobody is killed. Prints one JSON list: for each job the number of steps, or null when killed.
"""

from __future__ import annotations

import io
import json
import lzma
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from cupola.engine.backends import duck
from cupola.engine.errors import StoreError
from cupola.engine.record import fold
from cupola.engine.record.store import open_store
from tests.engine.record.loads import Ada

CALLS = ("open", "fsync", "replace", "rename", "unlink", "rmdir", "mkdir", "ftruncate", "chmod")
WRITE = os.write


class Death:
    """Counts steps and kills its own process at the chosen one."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.steps = 0

    def step(self) -> None:
        self.steps += 1
        if self.steps == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, function):
        def counted(*arguments, **named):
            self.step()
            return function(*arguments, **named)

        return counted

    def write(self, descriptor, content):
        self.step()
        half = WRITE(descriptor, bytes(content)[: len(content) // 2])
        self.step()
        return half + WRITE(descriptor, bytes(content)[half:])

    def opening(self, function):
        def counted(file, mode="r", *arguments, **named):
            if set(mode) & set("wxa+"):
                self.step()
            return function(file, mode, *arguments, **named)

        return counted

    def connecting(self, connect):
        return lambda **named: Watched(connect(**named), self)

    def watch(self) -> None:
        for name in CALLS:
            setattr(os, name, self.before(getattr(os, name)))
        os.write = self.write
        io.open = self.opening(io.open)
        lzma._builtin_open = self.opening(lzma.builtins.open)
        duck.connect = self.connecting(duck.connect)


class Watched:
    """A DuckDB connection that dies before or after a COPY."""

    def __init__(self, connection, death: Death) -> None:
        self.connection = connection
        self.death = death

    def execute(self, sql, *arguments):
        if not sql.startswith("COPY"):
            return self.connection.execute(sql, *arguments)
        self.death.step()
        result = self.connection.execute(sql, *arguments)
        self.death.step()
        return result

    def close(self) -> None:
        self.connection.close()


def do(deed: dict, folder: Path) -> None:
    store = open_store(folder)
    fold.BUDGET = deed.get("budget", fold.BUDGET)
    with store.writing() as writer:
        if deed["name"] == "publish":
            current = store.current()
            draft = Ada.draft_of(writer.staging, {name: Path(path) for name, path in deed["tables"].items()})
            writer.publish(draft, expected_parent=current.id if current else None)
        elif deed["name"] == "undo":
            writer.undo()
        else:
            writer.purge(keep=deed["keep"])


def run(deed: dict, source: Path, folder: Path, at: int) -> int | None:
    if source.is_dir() and not folder.exists():
        shutil.copytree(source, folder, symlinks=True)
    return killed_at(at, folder, lambda: do(deed, folder))


def killed_at(at: int, folder: Path, deed: Callable[[], object]) -> int | None:
    """Do the deed in a fork that dies at its n-th step; the steps it took, or None when it was killed."""
    counted = folder.with_suffix(".steps")
    child = os.fork()
    if child == 0:
        death = Death(at)
        death.watch()
        code = 1
        try:
            deed()
            code = 0
        except StoreError as error:
            sys.stderr.write(f"{error}\n")
            code = 0
        finally:
            if code:
                traceback.print_exc()
            counted.write_text(str(death.steps))
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    if status != 0:
        raise SystemExit(f"the deed to {folder.name} failed at step {at}")
    return int(counted.read_text())


if __name__ == "__main__":
    jobs = json.load(sys.stdin)
    print(json.dumps([run(job["deed"], Path(job["source"]), Path(job["folder"]), job["at"]) for job in jobs]))
