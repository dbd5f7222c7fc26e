"""Pulls one collection page by page: each row once, resumed where it broke off, asked again when rows moved."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any, Protocol

from cupola.engine.errors import PullUnsteady
from cupola.engine.pull.clean import cleaned
from cupola.engine.pull.shelf import Shelf

PASSES = 3
PAGES_WITHOUT_NEWS = 2
Step = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its rows, where the next one is (None at the end), and how many rows the server counts in all.

    `not_rows` are entries that were no objects; a `full` page has as many rows as were asked for.
    """

    rows: list[dict[str, Any]] = field(repr=False)
    following: Step | None
    total: int | None = None
    not_rows: int = 0
    mode: str = "bulk"
    full: bool = False


class Pager(Protocol):
    """Knows how one API hands out one collection."""

    @property
    def place(self) -> str:
        """Host and path, as messages name them."""
        ...

    @property
    def key(self) -> str:
        """The field that tells rows apart."""
        ...

    def first(self) -> Step:
        """Where the first page is; a step is plain JSON, so that a broken pull can go on from it."""
        ...

    def ask(self, step: Step) -> Page:
        """Ask for one page."""
        ...


@dataclass(slots=True)
class Progress:
    """How far a collection is. `step` is where the next page of this pass is; None means the pass is at its end."""

    step: Step | None
    passes: int = 1
    pages: int = 0
    rows: int = 0
    repeats: int = 0
    stuck: str = ""
    total: int | None = None
    first_page: list[str] = field(default_factory=list)
    first_step: Step | None = None
    before: str = ""
    same: int = 0
    not_rows: int = 0
    done: bool = False
    notices: list[str] = field(default_factory=list)
    mode: str = "bulk"
    began: str = ""


@dataclass(slots=True)
class CollectionPull:
    """One collection under way; `told` hears how many rows have come, `clock` gives the server's time."""

    pager: Pager
    shelf: Shelf
    told: Callable[[int, int | None], None]
    clock: Callable[[], str]
    progress: Progress = field(init=False)
    seen: set[str] = field(default_factory=set)
    this_pass: set[str] = field(default_factory=set)

    def run(self) -> Progress:
        """Pull until the collection is whole.

        It is whole when as many rows came as the server counts, each of them new; or, where it counts none, when no
        row came twice and the first page is still the same; or when two passes brought the same rows, whatever the
        server counts (three where rows came twice). Raises `PullUnsteady` when three passes do not settle it,
        `PullStopped` when the server gives up on us; what came so far is kept.
        """
        self._resume()
        while not self.progress.done:
            self._pass()
            self._settle()
            self.shelf.note(asdict(self.progress))
        return self.progress

    def _resume(self) -> None:
        noted = self.shelf.progress()
        if noted is None:
            self.shelf.clear()
            self.progress = Progress(self.pager.first())
            return
        self.progress = Progress(**noted)
        for rows in self.shelf.pages(self.progress.pages):
            self.seen.update(identity(row, self.pager.key) for row in rows)
        if self.progress.passes == 1:
            self.this_pass |= self.seen
        else:
            # Later passes keep only what is new, so how far one was cannot be told: it begins anew.
            self._begin_pass()

    def _begin_pass(self) -> None:
        self.this_pass.clear()
        self.progress.step, self.progress.repeats, self.progress.stuck = self.pager.first(), 0, ""

    def _pass(self) -> None:
        """Ask for pages until the server has no more, or gives the same rows over and over."""
        progress, idle, asked = self.progress, 0, 0
        while progress.step is not None and idle < PAGES_WITHOUT_NEWS:
            page = self.pager.ask(progress.step)
            progress.began = progress.began or self.clock()
            names = [identity(row, self.pager.key) for row in page.rows]
            progress.repeats += len(names) - len(set(names) - self.this_pass)
            idle = idle + 1 if names and set(names) <= self.this_pass else 0
            self.this_pass.update(names)
            if page.rows and not asked and (progress.passes > 1 or not progress.pages):
                progress.first_page, progress.first_step = names, progress.step
            self._keep(page, names)
            asked += 1
            progress.step = page.following
            if idle == PAGES_WITHOUT_NEWS:
                progress.stuck = "full" if page.full else "short"
            self.shelf.note(asdict(progress))
            self.told(progress.rows, progress.total)

    def _keep(self, page: Page, names: list[str]) -> None:
        fresh = []
        for row, name in zip(page.rows, names, strict=True):
            if name not in self.seen:
                self.seen.add(name)
                fresh.append(cleaned(row))
        if fresh:
            self.shelf.put(self.progress.pages + 1, fresh)
            self.progress.pages += 1
            self.progress.rows += len(fresh)
        self.progress.mode = page.mode
        if self.progress.passes == 1:
            self.progress.not_rows += page.not_rows
        if page.total is not None:
            self.progress.total = page.total

    def _settle(self) -> None:
        """At the end of a pass: whole, or another one."""
        progress = self.progress
        these = _print_of(self.this_pass)
        progress.same = progress.same + 1 if these == progress.before else 0
        came = len(self.this_pass) + progress.repeats
        counted = progress.total == len(self.seen) == came
        once = progress.total is None and not progress.repeats and self._first_page_is_the_same()
        if counted or once or progress.same >= (2 if progress.repeats else 1):
            if progress.stuck == "full" and not counted:
                fact = f"gives the same page again and again ({len(self.seen):,} rows came, there may be more)."
                raise PullUnsteady(
                    self.pager.place, fact, "Make page_size larger than the collection, or ask the vendor."
                )
            progress.done, progress.step = True, None
            progress.notices += self._worth_saying(counted)
            return
        if progress.passes == PASSES:
            fact = f"rows moved between pages in each of {PASSES} passes ({len(self.seen):,} different ones came)."
            raise PullUnsteady(self.pager.place, fact, "Pull at night, when nobody writes, or ask the vendor for sort.")
        counts = f", the server counts {progress.total:,}" if progress.total is not None else " and rows moved"
        says = f"{len(self.seen):,} different rows came{counts}; it was pulled again."
        progress.notices += [says] if says not in progress.notices else []
        progress.before, progress.passes = these, progress.passes + 1
        self._begin_pass()

    def _worth_saying(self, counted: bool) -> list[str]:
        progress = self.progress
        notices = []
        if not counted and progress.total is not None:
            notices.append(f"the server counts {progress.total:,} rows, {len(self.seen):,} came, each time the same.")
        if progress.stuck:
            notices.append("the server gives its one page again and again, and seems to overlook offset.")
        elif progress.repeats:
            notices.append(f"{progress.repeats:,} rows came more than once and were taken once.")
        if progress.not_rows:
            notices.append(f"{progress.not_rows:,} entries were no objects and were left out.")
        return notices

    def _first_page_is_the_same(self) -> bool:
        if not self.seen:
            return True
        page = self.pager.ask(self.progress.first_step or self.pager.first())
        return [identity(row, self.pager.key) for row in page.rows] == self.progress.first_page


def identity(row: dict[str, Any], key: str) -> str:
    """What tells a row from others: its key, or a print of the whole row when it has none."""
    name = row.get(key)
    if isinstance(name, str) and name:
        return name
    # Kept rows were cleaned, so the print must be of the cleaned row.
    text = json.dumps(cleaned(row), sort_keys=True)
    return "\0" + blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _print_of(names: set[str]) -> str:
    """A print of a set that does not depend on its order."""
    whole = sum(int.from_bytes(blake2b(n.encode("utf-8", "replace"), digest_size=8).digest(), "big") for n in names)
    return f"{len(names)}:{whole % 2**64:016x}"
