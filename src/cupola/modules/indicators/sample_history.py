"""Gives the sample district the figures of earlier days, so that its charts have a past; a real one waits for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from cupola.engine.measures.kinds import Figure as Measured
from cupola.engine.measures.kinds import Figures
from cupola.engine.measures.running import measure_record
from cupola.engine.record.store import open_store
from cupola.modules.indicators.models import Target
from cupola.workspace import audit, figures
from cupola.workspace.models import District, Figure, Publication, School

# What people entered tells of earlier days too; what other systems delivered tells of its own day alone.
ENTERED = ("MEA-SAT", "MEA-AUD", "MEA-SYS-01", "MEA-SYS-02", "MEA-SYS-03", "MEA-NET", "MEA-PRO", "MEA-PAI")
COUNTED = ("MEA-DEV-01", "MEA-DEV-02", "MEA-DEV-03", "MEA-EQU")
# Systems that moved to the cloud in the sample's year, as its event says: four, of 900 users, for 60,000 dollars.
MOVED = {"MEA-SYS-01": 4.0, "MEA-SYS-02": 900.0, "MEA-SYS-03": 60_000.0}
A_YEAR = timedelta(days=300)


def is_behind(newest: Publication) -> bool:
    """Whether the sample district lives, and its earlier publications hold nothing of what people entered."""
    if not District.here().is_sample or not Target.objects.exists():
        return False
    if not Figure.objects.filter(publication=newest, measure_id="MEA-SYS-01").exists():
        return False
    return not Figure.objects.filter(measure_id="MEA-SYS-01", as_of__lt=newest.as_of).exists()


@transaction.atomic
def bring() -> int:
    """Measure the sample's record as of the days before its newest; returns how many publications got figures."""
    newest = Publication.newest()
    if newest is None or not is_behind(newest):
        return 0
    _begin_before(newest)
    schools = dict(School.objects.values_list("key", "pk"))
    earlier = list(Publication.objects.filter(finished_at__isnull=False, as_of__lt=newest.as_of))
    for publication in earlier:
        found = measure_record(Path(settings.DATA_FOLDER), newest.snapshot, publication.as_of, only=ENTERED + COUNTED)
        if found is not None:
            figures.write(_as_it_was(found, newest.as_of - publication.as_of > A_YEAR), publication, schools)
    audit.note("sample history brought", who="system", publications=len(earlier))
    return len(earlier)


def _begin_before(newest: Publication) -> None:
    """A publication for last year's snapshot, which the sample loads and does not show; it stands before all others."""
    shown = set(Publication.objects.values_list("snapshot", flat=True))
    first = Publication.objects.aggregate(pk=Min("pk"))["pk"]
    for entry in open_store(Path(settings.DATA_FOLDER)).snapshots():
        manifest = entry.manifest
        if manifest.id not in shown and newest.as_of - manifest.as_of > A_YEAR:
            first -= 1
            Publication.objects.create(
                pk=first, snapshot=manifest.id, as_of=manifest.as_of, finished_at=datetime.now(UTC)
            )


def _as_it_was(found: Figures, is_long_ago: bool) -> Figures:
    """Of long ago only what people entered is told, and nothing of what was not looked for."""
    if not is_long_ago:
        return found
    return replace(found, figures=tuple(map(_before_the_move, found.figures)), not_computed=())


def _before_the_move(each: Measured) -> Measured:
    moved = MOVED.get(each.measure, 0.0)
    if not moved or each.numerator is None or not each.denominator:
        return each
    numerator = max(each.numerator - moved, 0.0)
    return replace(each, numerator=numerator, value=numerator / each.denominator)
