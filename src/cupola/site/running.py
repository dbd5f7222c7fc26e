"""`cupola up`: one process on one folder that keeps the web server and the job worker running."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from cupola.engine.errors import CupolaError
from cupola.site import doorstep, lifeline, places
from cupola.site.options import Options

RESTARTS_A_MINUTE = 5
SHUTDOWN_SECONDS = 20
LOOK_EVERY_SECONDS = 0.2
log = logging.getLogger("cupola.up")


class UpError(CupolaError):
    """Cupola cannot be started, or cannot be kept running."""


@dataclass
class Child:
    """A child process that is started again when it ends by itself.

    It stands in a session of its own: Ctrl+C reaches only us, and we end it once, gently.
    """

    name: str
    module: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it, unless it ended too often within a minute."""
        now = time.monotonic()
        self.starts = [each for each in self.starts if now - each < 60] + [now]
        if len(self.starts) > RESTARTS_A_MINUTE:
            fact = f"ended {RESTARTS_A_MINUTE} times within a minute."
            raise UpError(f"the {self.name}", fact, "The lines above say why; `cupola doctor` looks at the rest.")
        alone = os.name == "posix"
        command = [sys.executable, "-m", self.module]
        self.process = subprocess.Popen(
            command, env=self.environment, stdin=subprocess.DEVNULL, start_new_session=alone
        )

    def keep(self) -> None:
        """Start it again when it is gone."""
        if self.process is not None and (code := self.process.poll()) is not None:
            log.warning("event=restarted what=%s code=%s", self.name.replace(" ", "_"), code)
            self.start()


def serve(options: Options, *, ready: Callable[[], None], stopped: Callable[[], bool]) -> None:
    """Run web server and worker until `stopped`; `ready` is called once when the server answers."""
    places.prepare(options.web)
    environment = {**os.environ, lifeline.NAME: str(os.getpid())}
    children = [
        Child("web server", "cupola.site.web", environment),
        Child("job worker", "cupola.site.worker", environment),
    ]
    told = False
    try:
        for child in children:
            child.start()
        while not stopped():
            for child in children:
                child.keep()
            if not told and doorstep.answers(options):
                told = True
                ready()
            time.sleep(LOOK_EVERY_SECONDS)
    finally:
        _end(children)
    log.info("event=stopped")


def stops() -> Callable[[], bool]:
    """Whether a signal asked to stop: Ctrl+C, a service manager, or a terminal that was closed.

    From here on a signal cuts nothing off: what is being done is done first.
    """
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), ask)
    return lambda: bool(asked)


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
