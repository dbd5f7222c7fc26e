"""Files of changes laid over what the record holds of their system, so that they can be judged as they will stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.judge.forms import FormPart
from cupola.engine.judge.snapshots import subject_of_carried
from cupola.engine.judge.subject import Subject
from cupola.engine.kinds import System
from cupola.engine.reading import Delivered
from cupola.engine.record.opening import Held, carried, changes_applied, held_in, kept_findings_of
from cupola.engine.record.sources_view import SourcePart
from cupola.engine.record.store import Store
from cupola.engine.succession import (
    Succession,
    bases,
    can_follow,
    goes_on,
    is_delta,
    not_yet_applied,
    succeed,
    with_new_keys,
)

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Over:
    """The record to lay changes over, and a folder for the parts that lose rows to them."""

    store: Store
    into: Path


def over_record(
    connection: duckdb.DuckDBPyConnection, subject: Subject, *, delivered: Delivered, over: Over
) -> Subject:
    """The subject with the rows that stay of the systems that deliver changes; the record is only read.

    Changes that the record took in before and has newer ones of are those of the record. Changes older than the
    record, or with no base in it, are judged by themselves.
    """
    changing = {file.known.system.id for file in delivered.files if is_delta(file)}
    if not changing:
        return subject
    now = over.store.current()
    held = [each for each in held_in(over.store, now) if each.system in changing]
    applied = changes_applied(over.store)
    delivered, subject, again = _not_told_before(delivered, subject, held=held, applied=applied)
    held = [each for each in held if can_follow(held, delivered.files, each.system)]
    held = with_new_keys(connection, held, delivered.files, parts=delivered.parts, into=over.into / "renamed")
    staying = goes_on(held, delivered.files)
    done = succeed(connection, staying, delivered.files, parts=delivered.parts, into=over.into)
    base = subject_of_carried(carried(done.held, now, findings=kept_findings_of(over.store, now)))
    base = replace(base, seen=tuple(seen for seen in base.seen if seen.sha256 not in again))
    whole = frozenset((table, system) for system, table in bases(held, delivered.files))
    return _together(base, subject, done, whole=whole)


def _not_told_before(
    delivered: Delivered, subject: Subject, *, held: Sequence[Held], applied: Collection[tuple[str, str]]
) -> tuple[Delivered, Subject, set[str]]:
    """Delivery and subject without the changes that the record tells, and the SHA-256 of the files left out."""
    left = not_yet_applied(held, delivered.files, applied)
    places = [number for number, file in enumerate(delivered.files) if file in left]
    gone = [file for file in delivered.files if file not in left]
    names = {file.name for file in gone}
    fresh = replace(
        subject,
        files=tuple(subject.files[number] for number in places),
        forms=tuple(subject.forms[number] for number in places),
        read_findings=tuple(finding for finding in subject.read_findings if finding.file not in names),
    )
    return replace(delivered, files=tuple(left)), fresh, {file.table.facts.sha256 for file in gone}


def _together(base: Subject, fresh: Subject, done: Succession, *, whole: frozenset[tuple[str, str]]) -> Subject:
    systems = tuple({system.id: system for system in (*base.systems, *fresh.systems)}.values())
    own = [replace(form, part=part) for form, part in zip(fresh.forms, done.parts, strict=True)]
    forms = _numbered([*base.forms, *own], systems)
    return replace(
        fresh,
        files=(*base.files, *fresh.files),
        forms=forms,
        systems=systems,
        seen=(*fresh.seen, *base.seen),
        read_findings=(*fresh.read_findings, *base.read_findings),
        as_of=max(base.as_of, fresh.as_of) if base.files else fresh.as_of,
        whole=whole,
    )


def _numbered(forms: Sequence[FormPart], systems: Sequence[System]) -> tuple[FormPart, ...]:
    """The forms with files and systems counted anew."""
    number = {system.id: place for place, system in enumerate(systems, start=1)}
    return tuple(
        replace(form, part=_placed(form.part, file=file, system=number[form.system])) for file, form in enumerate(forms)
    )


def _placed(part: SourcePart, *, file: int, system: int) -> SourcePart:
    return replace(part, file=file, system=system)
