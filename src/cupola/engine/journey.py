"""The journey of a delivery: recognise, read, publish, check, rank; one line a step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import connect
from cupola.engine.catalog import Check, by_id, retired, shipped_checks
from cupola.engine.judge import kept_report, shelving
from cupola.engine.judge.judging import judge
from cupola.engine.judge.own_files import OwnChecks, read_own
from cupola.engine.judge.problems import subject_of
from cupola.engine.judge.snapshots import subject_of_snapshot
from cupola.engine.judge.subject import Subject
from cupola.engine.kinds import Report
from cupola.engine.linking import linking
from cupola.engine.loading import Loaded, LoadOptions, load_paths
from cupola.engine.over_record import Over, over_record
from cupola.engine.reading import Delivered, Progress, Reader, read_delivery
from cupola.engine.record.access import names_of
from cupola.engine.record.earlier import earlier_of
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store, open_store
from cupola.engine.sources.mapped import Mappings

# Up to this many bytes the rows of exports are kept in memory: writing and reading them again costs more.
FITS_IN_MEMORY = 200_000_000
# Below this many bytes two threads of DuckDB cost a quarter more work than one, and end hardly sooner.
WORTH_THREADS = 400_000_000
WORTH_THREADS_IN_ROWS = 5_000_000

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How to check: the data folder (for mappings, own checks and what changes are laid over), which checks, the day,
    names or not, and the name of the system that the files come from, where there are several of one kind.

    With `anew` a snapshot is judged again even where nothing changed since."""

    data: Path
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    as_of: date | None = None
    with_names: bool = False
    mapping_files: tuple[Path, ...] = ()
    system: str | None = None
    anew: bool = False


def silent(what: str, share: float) -> None:
    """A progress that nobody watches."""


def check_paths(paths: Sequence[str | Path], options: CheckOptions, *, progress: Progress = silent) -> Report:
    """Say what is wrong in these exports without loading them.

    Raises `NothingToRead` when a path does not exist. An own check that is broken is a finding.
    """
    own = read_own(options.data / "checks")
    checks = chosen((*shipped_checks(), *own.checks), only=options.only, skip=options.skip)
    with tempfile.TemporaryDirectory(prefix="cupola-") as folder:
        size = _size(paths)
        connection = connect(spill=Path(folder) / "spill", threads=1 if size < WORTH_THREADS else None)
        mappings = Mappings.of(options.data / "mappings", options.mapping_files)
        reader = Reader(Path(folder), connection, mappings, progress, options.as_of, system=options.system)
        reader.computing = True
        # The process that runs a district's own checks reads files.
        reader.in_memory = size < FITS_IN_MEMORY and not own.checks
        delivered = read_delivery(paths, reader)
        progress("checking", 0.7)
        subject = subject_of(delivered, {c.id: c for c in checks}, with_names=options.with_names)
        store = open_store(options.data)
        subject = over_record(connection, subject, delivered=delivered, over=Over(store, Path(folder) / "merged"))
        day = date.fromisoformat(subject.as_of)
        subject = replace(subject, earlier=earlier_of(store, before=_before(store, delivered), as_of=day))
        report = judge(connection, subject, checks, own=own)
        return with_names(connection, report, options.data) if options.with_names else report


def _before(store: Store, delivered: Delivered) -> Manifest | None:
    """The snapshot that a delivery is compared with: the one in force, or its parent when it holds these files."""
    now = store.current()
    if now is None:
        return None
    known = {file.sha256 for file in now.files}
    return _parent(store, now) if all(file.table.facts.sha256 in known for file in delivered.files) else now


def _parent(store: Store, manifest: Manifest) -> Manifest | None:
    return next((each.manifest for each in store.snapshots() if each.manifest.id == manifest.parent), None)


def with_names(connection: duckdb.DuckDBPyConnection, report: Report, data: Path) -> Report:
    """The report with the names of the people in it; `access.log` in the data folder says who asked."""
    subjects = {finding.subject for finding in report.findings if finding.subject}
    return replace(report, names=names_of(connection, subjects, data=data, reason="cupola check --with-names"))


def _size(paths: Sequence[str | Path]) -> int:
    """Bytes of the files below these paths."""
    size = 0
    for path in map(Path, paths):
        for file in path.rglob("*") if os.path.isdir(path) else [path]:
            size += os.path.getsize(file) if os.path.isfile(file) else 0
    return size


def catalogue(data: Path) -> tuple[Check, ...]:
    """The shipped checks and those of the district's own that are well formed."""
    return by_id((*shipped_checks(), *read_own(data / "checks").checks))


def chosen(checks: Iterable[Check], *, only: Sequence[str], skip: Sequence[str]) -> tuple[Check, ...]:
    """The checks whose ids begin with one of `only` (all when empty) and with none of `skip`.

    Instead of a check that is no more, `only` gives the one that finds the same now.
    """
    only = [retired().get(each, (each, ""))[0] for each in only]
    return tuple(
        check
        for check in checks
        if (not only or check.id.startswith(tuple(only))) and not (skip and check.id.startswith(tuple(skip)))
    )


def load(paths: Sequence[str | Path], options: LoadOptions, *, progress: Progress = silent) -> Loaded:
    """Take exports into the record; see `loading.load_paths`. What every check of it needs is made at once."""
    loaded = load_paths(paths, options, checks=catalogue(options.data), progress=progress)
    if loaded.changed and loaded.manifest is not None:
        store = open_store(options.data)
        progress("making ready for checks", 0.97)
        _shelf(store, loaded.manifest, subject_of_snapshot(store, loaded.manifest))
    return loaded


def check_record(options: CheckOptions, *, snapshot: str = "current") -> Report | None:
    """Judge a snapshot of the record, or say again what was found when nothing changed; None before the first load.

    Raises `StoreError` for a snapshot that is not there. An own check that is broken is a finding.
    """
    store = open_store(options.data)
    if store.current() is None:
        return None
    own = read_own(options.data / "checks")
    checks = chosen((*shipped_checks(), *own.checks), only=options.only, skip=options.skip)
    manifest = store.snapshot(snapshot)
    day = options.as_of or manifest.as_of
    # What the district's own checks say may change, and names are not kept.
    links = linking.kept(options.data, manifest.id)
    question = kept_report.Question(manifest, checks, day.isoformat(), links.fingerprint if links else "")
    may_be_kept = not own.checks and not own.problems and not options.with_names
    if may_be_kept and not options.anew and (kept := kept_report.answer(store, question)) is not None:
        return kept
    report = _judged(store, question, options, own=own)
    if may_be_kept:
        kept_report.keep(store, question, report)
    return report


def _judged(store: Store, question: kept_report.Question, options: CheckOptions, *, own: OwnChecks) -> Report:
    import duckdb

    manifest, day = question.manifest, date.fromisoformat(question.as_of)
    subject = subject_of_snapshot(store, manifest)
    shelf = _shelf(store, manifest, subject)
    earlier = earlier_of(store, before=_parent(store, manifest), as_of=day)
    subject = replace(subject, as_of=day.isoformat(), earlier=earlier)
    subject = replace(subject, links=linking.kept(options.data, manifest.id))

    def report(shelf: Path | None) -> Report:
        with tempfile.TemporaryDirectory(prefix="cupola-") as folder:
            connection = connect(spill=Path(folder), threads=_threads(subject))
            taken = shelving.take(connection, shelf) if shelf else None
            found = judge(connection, subject, question.checks, own=own, shelf=taken)
            return with_names(connection, found, options.data) if options.with_names else found

    try:
        return report(shelf)
    except duckdb.Error:
        if shelf is None:
            raise
        shelf.unlink(missing_ok=True)
        return report(None)


def _shelf(store: Store, manifest: Manifest, subject: Subject) -> Path | None:
    """What is kept of the rows of a large snapshot in force, made where it is missing; None where nothing is kept."""
    if not shelving.is_worth_keeping(subject) or store.current() != manifest:
        return None
    place = shelving.place_of(store, subject)
    return place if place.exists() else shelving.put_on(store, subject, shipped_checks(), threads=_threads(subject))


def _threads(subject: Subject) -> int | None:
    return 1 if sum(part.rows for part in subject.parts) < WORTH_THREADS_IN_ROWS else None
