"""Real processes for tests: `cupola up` on a folder, and what its children are."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 90.0


def until(what: Callable[[], object], *, seconds: float = PATIENCE_SECONDS, why: str = "") -> object:
    """Wait until something is true, and give it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds:g} s: {why or what}")


@dataclass
class Up:
    """A running `cupola up`."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    @property
    def address(self) -> str:
        found = re.search(r"^ +(https?://[^/\s]+)", self.said, re.MULTILINE)
        return found[1] if found else ""

    @property
    def link(self) -> str:
        found = re.search(r"^ +(https?://\S+)", self.said, re.MULTILINE)
        return found[1] if found else ""

    def children(self) -> dict[str, int]:
        """The processes that it started itself, by module."""
        found = {}
        for number in children_of_all().get(self.process.pid, []):
            words = command_of(number)
            for name in ("web", "worker"):
                if words[-1:] == [f"cupola.site.{name}"]:
                    found[name] = number
        return found

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


@contextmanager
def up(data: Path, *options: str, url: str = "", **settings: str) -> Iterator[Up]:
    """`cupola up` that answers; stopped afterwards, whatever happened to it."""
    with begun(data, *options, url=url, **settings) as running:
        until(lambda: running.address or running.process.poll() is not None, why="the address")
        assert running.process.poll() is None, running.said
        yield running


@contextmanager
def begun(data: Path, *options: str, url: str = "", **settings: str) -> Iterator[Up]:
    """`cupola up` that has just been started."""
    log = data.with_name(f"{data.name}-{time.monotonic_ns()}.log")
    with open(log, "wb") as out:
        words = [sys.executable, "-m", "cupola", "up", "--data", str(data), "--port", "0", *options]
        process = subprocess.Popen(words, stdout=out, stderr=out, env=environment(url, **settings), cwd=data.parent)
    running = Up(process, log)
    below: list[int] = []
    try:
        yield running
    finally:
        below = descendants(process.pid)
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        until(lambda: not any(map(is_running, below)), seconds=20, why="children that stay")


def cupola(data: Path, *words: str, url: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """A command as a person types it."""
    command = [sys.executable, "-m", "cupola", *words, "--data", str(data)]
    return subprocess.run(
        command, env=environment(url, **settings), capture_output=True, text=True, check=False, timeout=180
    )


def environment(url: str = "", **settings: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("CUPOLA_", "DJANGO_"))}
    given = {f"CUPOLA_{name.upper()}": value for name, value in settings.items()}
    plain["PYTHONPATH"] = str(ROOT)
    return plain | {"CUPOLA_SAMPLE_STUDENTS": "40"} | ({"CUPOLA_DATABASE_URL": url} if url else {}) | given


def children_of_all() -> dict[int, list[int]]:
    """The children of each process, from /proc."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text("utf-8")
            except OSError:
                continue
            parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    return parents


def descendants(root: int) -> list[int]:
    """All processes below one."""
    parents = children_of_all()
    found, waiting = [], [root]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def command_of(number: int) -> list[str]:
    try:
        return Path(f"/proc/{number}/cmdline").read_text("utf-8").split("\0")[:-1]
    except OSError:
        return []


def is_running(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
