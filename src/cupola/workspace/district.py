"""Services for the district itself: its beginning, and wiping the sample to start with one's own files."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cupola.engine.record.store import open_store
from cupola.workspace import audit, jobs, people, sampling
from cupola.workspace.models import (
    CheckResult,
    Decision,
    Delivery,
    DeliveryState,
    District,
    Finding,
    OwnSubject,
    Publication,
    School,
    User,
)

OF_THE_RECORD = ("current", "snapshots", "objects", "cache", "held", "mappings")


@transaction.atomic
def begin(*, by: User, name: str, time_zone: str, school_year: int, with_sample: bool) -> District:
    """Name the district once; with the sample, a job builds Harbor Unified beside these settings."""
    here = District.here()
    here.name, here.time_zone, here.school_year = name, time_zone, school_year
    here.began_at = timezone.now()
    here.is_sample = with_sample
    here.save()
    audit.note("district begun", user=by, with_sample=with_sample)
    if with_sample:
        _ask_for_sample()
    return here


@transaction.atomic
def build_sample(*, by: User) -> None:
    """Have the sample district built; nothing happens where a record is already."""
    here = District.here()
    if here.is_sample or open_store(settings.DATA_FOLDER).current() is not None:
        return
    here.is_sample = True
    here.save()
    audit.note("sample district asked for", user=by)
    _ask_for_sample()


def _ask_for_sample() -> None:
    """Have a job build the sample; its delivery is there at once, so that pages say what is going on."""
    asked = Delivery.objects.create(came_by="sample", who="Cupola", state=DeliveryState.APPLYING)
    jobs.build_sample.enqueue(asked.pk)


@transaction.atomic
def make_first_administrator(*, email: str, name: str, password: str) -> User:
    """Create the first account; a sample district that is there already comes to life for it."""
    user = people.make_first_administrator(email=email, name=name, password=password)
    if District.here().is_sample:
        jobs.bring_life.enqueue()
    return user


@transaction.atomic
def begin_demo() -> None:
    """Make the sample district of `cupola up --demo`, unless the data folder was begun already.

    A sample that the command line has loaded is kept; the worker publishes it when it starts.
    """
    if District.here().began_at is None:
        zone, year = "America/Los_Angeles", timezone.localdate().year + (timezone.localdate().month >= 7)
        District(pk=1, name="Harbor Unified", time_zone=zone, school_year=year, is_sample=True,
                 began_at=timezone.now()).save()  # fmt: skip
        audit.note("district begun", with_sample=True)
        if open_store(settings.DATA_FOLDER).current() is None:
            _ask_for_sample()


def wipe_sample(*, by: User | None) -> bool:
    """Remove the sample district's record and all that was published of it; accounts stay. False when there is none.

    The files go first: cut off in between, it is still the sample and can be wiped again.
    """
    if not District.here().is_sample:
        return False
    with open_store(settings.DATA_FOLDER).writing(wait_seconds=30), transaction.atomic():
        here = District.here()
        for name in OF_THE_RECORD:
            place = settings.DATA_FOLDER / name
            shutil.rmtree(place, ignore_errors=True) if place.is_dir() else place.unlink(missing_ok=True)
        sampling.forget_life()
        for model in (Finding, Decision, CheckResult, Publication, Delivery, OwnSubject, School):
            model.objects.all().delete()
        here.is_sample = False
        here.save()
        audit.note("sample district wiped", user=by)
    for name in ("uploads", "kept", "lists"):
        for entry in (settings.WEB_FOLDER / name).iterdir():
            shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
    return True
