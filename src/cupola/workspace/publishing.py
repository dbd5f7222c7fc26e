"""Brings what a snapshot says into the workspace's tables: schools, findings, how each check went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from cupola.engine.catalog import Check
from cupola.engine.errors import StoreError
from cupola.engine.journey import CheckOptions, catalogue, check_record
from cupola.engine.judge.mass import hours_to_fix
from cupola.engine.kinds import Finding as Found
from cupola.engine.kinds import Report, Severity
from cupola.engine.linking.linking import link
from cupola.engine.linking.sides import known_as
from cupola.engine.measures.kinds import Figures
from cupola.engine.measures.running import measure_record
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.schools import SchoolFacts, schools_behind, schools_of
from cupola.engine.record.store import Store, open_store
from cupola.engine.sources.own_entries import OWN_SYSTEM
from cupola.workspace import decisions, figures, teaching
from cupola.workspace.models import (
    CheckCount,
    CheckResult,
    CheckSwitch,
    Decision,
    Delivery,
    DeliveryState,
    Finding,
    Publication,
    School,
)

AT_ONCE = 1_000
AGAIN = 5
WAIT_SECONDS = 600.0
TEXTS = {
    field.name: field.max_length
    for field in Finding._meta.concrete_fields
    if isinstance(field, models.CharField | models.TextField)
}
WEIGHTS = {Severity.ERROR: 9, Severity.WARNING: 3, Severity.NOTE: 1}
USUAL_MINUTES = 6
SEEN = (
    *("severity", "role", "school", "place", "message", "file", "line", "column", "value", "repair", "rows"),
    *("minutes", "priority", "is_open", "last_snapshot", "last_seen", "closed_on", "came_back_on"),
)


def is_behind() -> bool:
    """Whether the record in force is another than the one that pages show."""
    now = open_store(settings.DATA_FOLDER).current()
    newest = Publication.newest()
    return now is not None and (newest is None or newest.snapshot != now.id)


def publish() -> Publication | None:
    """Judge the record in force and write what it says, in one transaction; None when there is no record.

    Done twice, or after a kill, it ends the same. What is written holds the record's own lock, and is judged again
    when another record came into force meanwhile, so that pages never show a record that is no more.
    """
    for _ in range(AGAIN):
        judged = judge_record()
        if judged is None:
            return None
        store = open_store(settings.DATA_FOLDER)
        with store.writing(wait_seconds=WAIT_SECONDS), transaction.atomic():
            now = store.current()
            if now is not None and now.id == judged.manifest.id:
                reconcile(store)
                return write(judged)
    raise StoreError(
        str(settings.DATA_FOLDER), "the record changes faster than it can be judged.", "Load less often; it goes on."
    )


def reconcile(store: Store) -> None:
    """Mark deliveries as the record has them: those that were undone by command, or before a kill."""
    undone = [entry.manifest.id for entry in store.snapshots() if entry.state == "undone"]
    Delivery.objects.filter(state=DeliveryState.APPLIED, snapshot__in=undone).update(state=DeliveryState.UNDONE)


@dataclass(frozen=True, slots=True)
class Judged:
    """All that is published of a snapshot; `own` says which keys are a teacher's own, by user.

    `behind` is the school of what findings are about, where the finding itself names none. `continues` is the snapshot
    that pages show, when this one adds nothing to it but what people entered here: it takes its place then.
    `known_as` names the key that a record was known under before it was merged or numbered anew.
    """

    report: Report
    manifest: Manifest
    checks: Mapping[str, Check]
    schools: tuple[SchoolFacts, ...]
    own: Mapping[int, tuple[str, ...]]
    behind: Mapping[str, str]
    figures: Figures | None = None
    continues: str = ""
    known_as: Mapping[str, str] = field(default_factory=dict)


def judge_record() -> Judged | None:
    """Run the checks that are switched on over the record in force; None when there is no record."""
    data = Path(settings.DATA_FOLDER)
    store = open_store(data)
    manifest = store.current()
    if manifest is None:
        return None
    # Checks ask who is who: what is kept of this record is taken, else it is found out here.
    link(data)
    switched_off = tuple(CheckSwitch.objects.values_list("check_id", flat=True))
    report = check_record(CheckOptions(data, skip=switched_off), snapshot=manifest.id)
    if report is None:
        return None
    checks = {check.id: check for check in catalogue(data)}
    behind = schools_behind(store, manifest, {_subject(each) for each in report.findings if not each.school_id} - {""})
    own = teaching.found(store, manifest)
    shown = _continued(store, manifest)
    measured = measure_record(data, manifest.id)
    merged = known_as(data, manifest.id, {_subject(each) for each in report.findings} - {""})
    return Judged(report, manifest, checks, schools_of(store, manifest), own, behind, measured, shown, merged)


def _continued(store: Store, manifest: Manifest) -> str:
    """The snapshot that pages show, when the exports in it are those of this one; else nothing."""
    newest = Publication.newest()
    if newest is None or newest.snapshot == manifest.id:
        return ""
    listed = {entry.manifest.id: entry.manifest for entry in store.snapshots()}
    shown = listed.get(newest.snapshot)
    return newest.snapshot if shown is not None and _exports(shown) == _exports(manifest) else ""


def _exports(manifest: Manifest) -> set[tuple[str, str, str]]:
    """What other systems delivered: system, file and content."""
    return {
        (delivery.system, file.name, file.sha256)
        for delivery in manifest.deliveries
        for file in delivery.files
        if delivery.system != OWN_SYSTEM
    }


def write(judged: Judged) -> Publication:
    """Bring a judged snapshot into the workspace's tables; call it inside a transaction.

    One of the snapshot that is shown already takes the place of that one.
    """
    report, manifest = judged.report, judged.manifest
    publication = Publication.newest()
    again = publication is not None and publication.snapshot in (manifest.id, judged.continues)
    if publication is not None and again and publication.snapshot != manifest.id:
        Finding.objects.filter(first_snapshot=publication.snapshot).update(first_snapshot=manifest.id)
        publication.snapshot = manifest.id
    if publication is None or not again:
        publication = Publication.objects.create(snapshot=manifest.id, as_of=manifest.as_of)
    teaching.write(judged.own)
    places = Places(write_schools(judged.schools), judged.behind)
    _follow(report, judged.known_as)
    opened, closed, came_back = _write_findings(
        report, Seen(manifest.id, manifest.as_of), checks=judged.checks, places=places
    )
    decisions.expire(max(manifest.as_of, timezone.localdate()))
    _write_checks(report, publication, again=again)
    if judged.figures is not None:
        figures.write(judged.figures, publication, places.schools)
    publication.opened += opened
    publication.closed += closed
    publication.came_back += came_back
    publication.finished_at = datetime.now(UTC)
    publication.save()
    return publication


def write_schools(facts: Iterable[SchoolFacts]) -> dict[str, int]:
    """Bring the schools up to date; returns org key -> primary key. Those no longer in the record are marked so."""
    known = {school.key: school for school in School.objects.all()}
    for each in facts:
        school = known.pop(each.key, None) or School(key=each.key)
        school.name, school.kind = each.name[:300], each.kind[:20]
        school.low_grade, school.high_grade = each.low_grade[:10], each.high_grade[:10]
        school.students, school.is_listed = each.students, True
        school.save()
    School.objects.filter(key__in=list(known)).update(is_listed=False)
    return dict(School.objects.values_list("key", "pk"))


@dataclass(frozen=True, slots=True)
class Places:
    """Org key -> primary key of the school, and the org of what a finding is about that names none itself."""

    schools: Mapping[str, int]
    behind: Mapping[str, str]

    def of(self, found: Found) -> int | None:
        """The primary key of the school that a finding belongs to."""
        return self.schools.get(found.school_id or self.behind.get(_subject(found), ""))


@dataclass(frozen=True, slots=True)
class Seen:
    """The snapshot in which findings were seen, and its day."""

    snapshot: str
    day: date


def _write_findings(report: Report, seen: Seen, *, checks: Mapping[str, Check], places: Places) -> tuple[int, int, int]:
    """Open what is new, keep what is still there, close what is gone; returns (opened, closed, came back)."""
    known = {finding.fingerprint: finding for finding in Finding.objects.all().iterator(chunk_size=AT_ONCE)}
    fresh: list[Finding] = []
    still: list[Finding] = []
    opened = came_back = 0
    for print_, found in {found.fingerprint: found for found in report.findings}.items():
        row = known.pop(print_, None)
        opened += row is None
        if row is None:
            row = Finding(fingerprint=print_, first_snapshot=seen.snapshot, first_seen=seen.day)
            fresh.append(row)
        else:
            came_back += _reopen(row, seen)
            still.append(row)
        _fill(row, found, seen, check=checks.get(found.check), places=places)
    unasked = _not_looked_for(report)
    gone = [row for row in known.values() if row.is_open and row.check_id not in unasked]
    for row in gone:
        row.is_open, row.closed_on = False, seen.day
    for some in _chunks(fresh):
        Finding.objects.bulk_create(some)
    for some in _chunks(still):
        Finding.objects.bulk_update(some, SEEN)
    for some in _chunks(gone):
        Finding.objects.bulk_update(some, ("is_open", "closed_on"))
    return opened, len(gone), came_back


def _follow(report: Report, known_as: Mapping[str, str]) -> None:
    """What was told of a record under its key before goes on under its key now, with all that people decided."""
    told = {found.fingerprint for found in report.findings}
    for found in report.findings:
        system, _, before = known_as.get(_subject(found), "").partition(":")
        if not before or system != found.system:
            continue
        old = replace(found, subject=before).fingerprint
        if old in told or Finding.objects.filter(fingerprint=found.fingerprint).exists():
            continue
        if Finding.objects.filter(fingerprint=old).update(fingerprint=found.fingerprint):
            Decision.objects.filter(fingerprint=old).update(fingerprint=found.fingerprint)


def _chunks(rows: Iterable[Finding]) -> Iterator[list[Finding]]:
    walking = iter(rows)
    while some := list(islice(walking, AT_ONCE)):
        yield some


def _not_looked_for(report: Report) -> set[str]:
    """Checks that could not run: not run is not passed, so what they found before is not closed by it.

    One that the district switched off is not among them: its findings leave the queue.
    """
    off = set(CheckSwitch.objects.values_list("check_id", flat=True))
    return {each.check for each in report.not_run} - {each.check for each in report.ran} - off


def _reopen(row: Finding, seen: Seen) -> bool:
    """A finding that was closed comes back open."""
    was_closed = not row.is_open
    if was_closed:
        row.is_open, row.closed_on, row.came_back_on = True, None, seen.day
    return was_closed


def _fill(row: Finding, found: Found, seen: Seen, *, check: Check | None, places: Places) -> None:
    each = check.hours if check is not None else None
    minutes = None if each is None else round(each * 60)
    row.check_id, row.severity, row.role = found.check, int(found.severity), found.role
    row.school_id = places.of(found)
    row.place = (found.school or "")[:300]
    row.system = found.system or ""
    row.subject = _subject(found)
    row.message, row.value, row.repair = found.message, found.value or "", found.repair or ""
    row.file, row.line, row.column = found.file or "", found.line, found.column or ""
    row.rows, row.minutes = found.rows, None if each is None else round(hours_to_fix(found, each) * 60)
    row.priority = WEIGHTS[found.severity] * (minutes if minutes is not None else USUAL_MINUTES) * min(found.rows, 1000)
    row.is_open, row.last_snapshot, row.last_seen, row.closed_on = True, seen.snapshot, seen.day, None
    _fit(row)


def _subject(found: Found) -> str:
    """The key of the record that a finding is about, as `system:key`; empty for none."""
    return f"{found.system or ''}:{found.subject}" if found.subject is not None else ""


def _fit(row: Finding) -> None:
    """Cut words that are longer than their column and take out NUL; PostgreSQL refuses what SQLite takes."""
    for name, longest in TEXTS.items():
        row.__dict__[name] = row.__dict__[name].replace("\0", "\ufffd")[:longest]


def _write_checks(report: Report, publication: Publication, *, again: bool) -> None:
    """How each check went, and its line of the trend."""
    found = Counter({each.check: each.found for each in report.ran})
    last = "found_before" if again else "found"
    before = dict(CheckResult.objects.filter(ran=True).values_list("check_id", last))
    publication.counts.all().delete()
    CheckResult.objects.all().delete()
    ran = [
        CheckResult(
            check_id=each.check,
            ran=True,
            looked_at=each.looked_at,
            found=found[each.check],
            found_before=before.get(each.check),
        )
        for each in {each.check: each for each in report.ran}.values()
    ]
    asked = {each.check_id for each in ran}
    quiet = {each.check: each.reason for each in report.not_run if each.check not in asked}
    CheckResult.objects.bulk_create(
        [*ran, *(CheckResult(check_id=check, ran=False, reason=reason) for check, reason in quiet.items())]
    )
    CheckCount.objects.bulk_create(
        CheckCount(publication=publication, check_id=each.check_id, found=each.found, looked_at=each.looked_at)
        for each in ran
        if each.found or each.found_before
    )
