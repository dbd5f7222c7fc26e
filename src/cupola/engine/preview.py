"""Says what a delivery would change, without changing anything: it is loaded into a linked copy of the record."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cupola.engine.errors import StoreError
from cupola.engine.journey import CheckOptions, check_record, load
from cupola.engine.kinds import Report
from cupola.engine.loading import Loaded, LoadOptions
from cupola.engine.reading import Progress
from cupola.engine.record.compare import Comparison, Question, compare
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store, open_store
from cupola.engine.record.tables import BY_NAME
from cupola.engine.record.unusual import Unusual

# What people ask for first; the other tables of the record follow from these.
TABLES = (
    "persons",
    "enrollments",
    "classes",
    "program_associations",
    "devices",
    "accounts",
    "assessment_results",
    "attendance_events",
)
LINKED = ("objects", "cache")
COPIED = ("snapshots", "mappings", "checks", "sources", "held")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a delivery would do. `held` says why it would wait for a yes; `report` is the record judged afterwards.

    Without a `report` nothing can be put in force as it is (`loaded.held` is final, or nothing is new).
    """

    loaded: Loaded
    held: tuple[Unusual, ...]
    changes: tuple[Comparison, ...]
    report: Report | None


def preview(
    paths: Sequence[str | Path], options: LoadOptions, *, room: Path, progress: Progress, skip: Sequence[str] = ()
) -> Preview:
    """Load these exports into a copy of the record below `room` and compare; the record itself is only read.

    `room` must not exist and is removed at the end. Raises what `load` raises.
    """
    store = open_store(options.data)
    try:
        _copy(options.data, room)
        copied = replace(options, data=room)
        loaded = load(paths, copied, progress=_share(progress, 0.0, 0.5))
        held = loaded.held
        if held and not any(each.final for each in held):
            loaded = load(paths, replace(copied, accept_unusual=True), progress=_share(progress, 0.5, 0.6))
        if not loaded.changed or loaded.manifest is None:
            return Preview(loaded, held, (), None)
        progress("comparing with the record", 0.6)
        changes = tuple(_changes(open_store(room), store.current(), loaded.manifest))
        progress("checking what would be there", 0.7)
        report = check_record(CheckOptions(room, skip=tuple(skip)))
        return Preview(loaded, held, changes, report)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _share(progress: Progress, begin: float, end: float) -> Progress:
    return lambda what, share: progress(what, begin + (end - begin) * share)


def _copy(data: Path, room: Path) -> None:
    """The record again below `room`: what never changes is linked, the rest copied."""
    room.mkdir(mode=0o700, parents=True)
    for name in COPIED:
        if (data / name).is_dir():
            shutil.copytree(data / name, room / name)
    for name in LINKED:
        if (data / name).is_dir():
            (room / name).mkdir(mode=0o700)
            for file in (data / name).iterdir():
                _link(file, room / name / file.name)
    if (data / "current").is_file():
        shutil.copy2(data / "current", room / "current")


def _link(file: Path, copy: Path) -> None:
    try:
        os.link(file, copy)
    except OSError:
        shutil.copy2(file, copy)


def _changes(store: Store, before: Manifest | None, after: Manifest) -> Iterator[Comparison]:
    for name in TABLES:
        if not after.listed(name) and not (before and before.listed(name)):
            continue
        table = BY_NAME[name]
        question = Question(name, key=table.key, school=table.school, ignore=("system", "file", "line"))
        try:
            yield compare(store, before or _nothing(after), after, question=question)
        except StoreError:
            yield compare(store, before or _nothing(after), after, question=replace(question, key=()))


def _nothing(after: Manifest) -> Manifest:
    """A snapshot without anything, to compare the first one with."""
    return replace(after, tables={})
