"""`cupola up`: one process on one folder that keeps the web server and the job worker running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from cupola.engine.errors import CupolaError
from cupola.engine.record import lock
from cupola.site import lifeline, places
from cupola.site.options import Options

RESTARTS_A_MINUTE = 5
SHUTDOWN_SECONDS = 20
LOOK_EVERY_SECONDS = 0.2
EVERYWHERE = ("0.0.0.0", "::")


class UpError(CupolaError):
    """Cupola cannot be started, or cannot be kept running."""


@contextmanager
def alone(web: Path) -> Iterator[None]:
    """Be the only `cupola up` on this data folder."""
    try:
        with lock.held(web / "up.lock"):
            yield
    except CupolaError as error:
        raise UpError(
            str(web.parent), f"is already served: {error.fact}", "Open it, or stop that one first."
        ) from error


@dataclass
class Child:
    """A child process that is started again when it ends by itself."""

    name: str
    arguments: tuple[str, ...]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it, unless it ended too often within a minute."""
        now = time.monotonic()
        self.starts = [each for each in self.starts if now - each < 60] + [now]
        if len(self.starts) > RESTARTS_A_MINUTE:
            raise UpError(
                f"the {self.name}", f"ended {RESTARTS_A_MINUTE} times within a minute.", "See the lines above."
            )
        self.process = subprocess.Popen([sys.executable, *self.arguments], env=self.environment)

    def keep(self) -> None:
        """Start it again when it is gone."""
        if self.process is not None and self.process.poll() is not None:
            self.start()


def serve(options: Options, environment: dict[str, str], *, ready: Callable[[], None]) -> None:
    """Run web server and worker until a signal says stop; `ready` is called once when the server answers."""
    places.prepare(options.web)
    environment = {**environment, lifeline.NAME: str(os.getpid())}
    children = [
        Child("web server", ("-m", "cupola.site.web"), environment),
        Child("job worker", ("-m", "cupola.site.worker"), environment),
    ]
    stopped = _stops()
    try:
        for child in children:
            child.start()
        told = False
        while not stopped():
            for child in children:
                child.keep()
            if not told and _answers(options):
                ready()
                told = True
            time.sleep(LOOK_EVERY_SECONDS)
    finally:
        _end(children)


def _stops() -> Callable[[], bool]:
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    return lambda: bool(asked)


def _answers(options: Options) -> bool:
    host = "127.0.0.1" if options.host in EVERYWHERE else options.host
    try:
        with socket.create_connection((host, options.port), 0.2):
            return True
    except OSError:
        return False


def _end(children: list[Child]) -> None:
    for child in children:
        if child.process is not None and child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + SHUTDOWN_SECONDS
    for child in children:
        if child.process is not None:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
