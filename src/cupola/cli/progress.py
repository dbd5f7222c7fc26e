"""A progress line on anything over a second, and nothing at all when nobody watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

Progress = Callable[[str, float], None]


@contextmanager
def progress_bar(*, quiet: bool = False) -> Iterator[Progress]:
    """Yield a function `(what, share between 0 and 1)` that draws a bar after the first second on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda what, share: None
        return
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.close()


class _Bar:
    """Draws with rich, once a second has passed."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.shown: Bars | None = None

    def __call__(self, what: str, share: float) -> None:
        if self.shown is None and time.monotonic() - self.started < 1:
            return
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Drawn

        if self.shown is None:
            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
            self.shown = Drawn(*columns, console=Console(stderr=True), transient=True)
            self.shown.start()
            self.shown.add_task(what, total=1.0)
        self.shown.update(self.shown.task_ids[0], description=what, completed=share)

    def close(self) -> None:
        """Take the bar away."""
        if self.shown is not None:
            self.shown.stop()
