"""Starts the child process for own checks, listens to it, stops it on time, and goes on with the rest."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from cupola.engine.judge.own_limits import OwnLimits
from cupola.engine.judge.own_request import OwnAnswer, OwnRequest, OwnTask, read_answer

STOPPED = "OWN-002"
LONGEST_LINE = 64 * 1024 * 1024
NEEDED = ("SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "LD_LIBRARY_PATH")
Message = Mapping[str, Any]


class Child:
    """A child process at work."""

    def __init__(self, request: OwnRequest) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "cupola.engine.judge.own_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=request.spill,
            env=environment(),
            encoding="utf-8",
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        threading.Thread(target=self._tell, args=(request.line(),), daemon=True).start()

    def _tell(self, line: str) -> None:
        """Hand over the request; standard input stays open, as a sign that somebody waits."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError, ValueError):
            self.process.stdin.write(line)
            self.process.stdin.flush()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        line = self.process.stdout.readline(LONGEST_LINE)
        while line.endswith("\n"):
            self.lines.put(line)
            line = self.process.stdout.readline(LONGEST_LINE)
        self.lines.put("")

    def hear(self, seconds: float) -> Message | None:
        """The next message; None when the child ended. Raises `TimeoutError` when it is silent for too long."""
        try:
            line = self.lines.get(timeout=max(seconds, 0.0))
        except queue.Empty as silent:
            raise TimeoutError from silent
        return json.loads(line) if line else None

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.wait()
        self.listener.join(timeout=5)
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(BrokenPipeError):
                assert stream is not None
                stream.close()


def environment() -> dict[str, str]:
    """What the child must know to find this program; nothing else of the environment."""
    kept = {key: os.environ[key] for key in NEEDED if key in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}


@contextmanager
def _child(request: OwnRequest) -> Iterator[Child]:
    child = Child(request)
    try:
        yield child
    finally:
        child.end()


def answers_to(request: OwnRequest) -> Iterator[OwnAnswer]:
    """Run all tasks, in one child as long as it lives; a task that ends its child does not end the others."""
    left = request.tasks
    ends = time.monotonic() + request.limits.together_seconds
    while left and time.monotonic() < ends:
        with _child(replace(request, tasks=left)) as child:
            answered = 0
            for answer in _hear_out(child, left, limits=request.limits, ends=ends):
                answered += 1
                yield answer
            left = left[answered:]
    for task in left:
        fact = f"all own checks together took longer than {request.limits.together_seconds:g} seconds."
        yield _stop(task, fact, "Make the slow ones faster, or take some away.")


def _hear_out(child: Child, tasks: Sequence[OwnTask], *, limits: OwnLimits, ends: float) -> Iterator[OwnAnswer]:
    """Answers as they come; the one for a task that ended the child is the last."""
    if not _is_open(child, limits):
        fact = f"this delivery could not be opened for own checks within {limits.memory_mb} MB of memory."
        yield from (_stop(task, fact, "Check fewer files at a time.") for task in tasks)
        return
    for task in tasks:
        most = min(limits.seconds + limits.grace_seconds, ends - time.monotonic())
        try:
            told = child.hear(most) and child.hear(most)
        except TimeoutError:
            fact = f"it took longer than {limits.seconds:g} seconds, and was ended."
            yield _stop(task, fact, "Read fewer rows, or join on keys alone.")
            return
        if told is None:
            fact = f"its process ended, most likely for want of memory ({limits.memory_mb} MB)."
            yield _stop(task, fact, "Read fewer rows, or make shorter texts.")
            return
        yield read_answer(told)


def _is_open(child: Child, limits: OwnLimits) -> bool:
    """Wait until the child has opened the delivery."""
    try:
        return child.hear(limits.start_seconds) is not None
    except TimeoutError:
        return False


def _stop(task: OwnTask, fact: str, next_step: str) -> OwnAnswer:
    return OwnAnswer(task.check, stopped=(STOPPED, task.query.file_line(1), fact, next_step))
