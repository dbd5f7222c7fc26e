"""Brings the sample district's diary and missed seats into this room, and forgets them again."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from cupola.modules.leadership.models import DiaryEntry, DiaryRun, SeatMissed
from cupola.workspace import sample_people
from cupola.workspace.sample_people import chosen, ground, moment, read


@transaction.atomic
def bring(folder: Path) -> None:
    """Bring the diary of the first administrator and the missed seats in, unless the room holds any."""
    here = ground(folder)
    if here is None or DiaryRun.objects.exists() or SeatMissed.objects.exists():
        return
    told = read(folder, "practice")
    for row in told["runs"]:
        run = DiaryRun.objects.create(user=here.leader, begins_on=row["begins_on"], ends_on=row["ends_on"])
        DiaryEntry.objects.bulk_create(
            DiaryEntry(run=run, user=here.leader, at=moment(each["at"]), **chosen(each, ("kind", "was_planned")))
            for each in row["entries"]
        )
    SeatMissed.objects.bulk_create(
        SeatMissed(
            made_by=here.leader,
            cost_cents=None if row["dollars"] is None else 100 * row["dollars"],
            **chosen(row, ("title", "happened_on", "where", "kind", "followed", "hours")),
        )
        for row in told["seats"]
    )


@transaction.atomic
def forget() -> None:
    """Empty the room."""
    DiaryRun.objects.all().delete()
    SeatMissed.objects.all().delete()
    sample_people.forget()
