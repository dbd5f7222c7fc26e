"""Builds the sample district, Harbor Unified, as a record of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Sum

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.sample import write_district
from cupola.sample.life import write_life
from cupola.workspace import audit, indexing, people, publishing
from cupola.workspace.models import Delivery, District, School


@dataclass(frozen=True, slots=True)
class Life:
    """What a room makes of the life of the sample district: brings it in from a folder, and forgets it again."""

    room: str
    bring: Callable[[Path], None]
    forget: Callable[[], None]


_LIFE: dict[str, Life] = {}


def announce(life: Life) -> None:
    """Have a room take part in the sample's life; the same room replaces the one before."""
    _LIFE[life.room] = life


def bring_life() -> bool:
    """Give the sample district two years of notes, promises, surveys and plan; whether that was to be done.

    It waits for the first account, whose notes they are, and for the schools of the published record. Done twice it
    changes nothing: each room looks for its own.
    """
    students = School.objects.filter(kind="school").aggregate(n=Sum("students"))["n"]
    if not District.here().is_sample or people.needs_first_administrator() or not students:
        return False
    folder = Path(settings.WEB_FOLDER) / "sample-life"
    schools = School.objects.filter(kind="school", students__gt=0).order_by("name", "key")
    write_life(folder, [(each.name, each.students, each.low_grade, each.high_grade) for each in schools])
    for life in _LIFE.values():
        life.bring(folder)
    shutil.rmtree(folder, ignore_errors=True)
    audit.note("sample life brought", who="system", rooms=len(_LIFE))
    return True


def forget_life() -> None:
    """Take the sample's life out again."""
    for life in _LIFE.values():
        life.forget()


def build(delivery: int, data: Path, *, students: int) -> None:
    """Write the sample's exports beside the record and load last year, last month and this month, telling how far.

    The delivery that tells how far it is goes in the end: each load has one of its own.
    """
    told = Delivery.objects.filter(pk=delivery).first()
    if told is None:
        return
    exports = data / "web" / "sample"

    def tell(begin: float, end: float) -> Teller:
        return Teller(told, begin, end)

    if not (exports / "truth.json").exists():
        write_district(exports, students=students, progress=tell(0.0, 0.3))
    years = sorted((exports / "earlier-years").iterdir())
    parts = (years[-1], exports / "last-month", exports / "this-month")
    for number, part in enumerate(parts):
        if not District.here().is_sample:  # It was wiped meanwhile.
            return
        begin = 0.3 + 0.2 * number
        load([part], LoadOptions(data, accept_mapping=True, accept_unusual=True), progress=tell(begin, begin + 0.2))
        if number == 1:  # So that this month's record has one to be compared with.
            publishing.publish()
    told.delete()
    indexing.index(came_by="sample", who="Cupola")


class Teller:
    """Writes into a delivery how far a job is, not more often than it can be seen."""

    def __init__(self, delivery: Delivery, begin: float, end: float) -> None:
        self.delivery, self.begin, self.end = delivery, begin, end

    def __call__(self, what: str, share: float) -> None:
        now = round(self.begin + (self.end - self.begin) * share, 2)
        if now > self.delivery.progress:
            self.delivery.progress, self.delivery.doing = now, what[:200]
            Delivery.objects.filter(pk=self.delivery.pk).update(progress=now, doing=what[:200])
