"""Brings targets and events of the sample district into this room, and forgets them again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import transaction

from cupola.modules.indicators.models import Alert, Event, Round, Target
from cupola.workspace.sample_people import ground

SET_ON, BEFORE = date(2026, 7, 1), date(2025, 7, 1)
JUNE = date(2027, 6, 30)
# Measure: goal, whether at least that, line, who answers for it, until when, why.
TARGETS: tuple[tuple[str, float, bool, float | None, str, date, str], ...] = (
    ("MEA-DEV-01", 1.0, False, 1.2, "leader", JUNE, "One device that works for each student"),
    ("MEA-DEV-03", 0.95, True, 0.7, "technician", JUNE, "A device of their own for nearly all"),
    ("MEA-SAT-01", 0.6, True, 0.3, "coach", JUNE, "More than half of all answers are good ones"),
    ("MEA-SAT-05", 0.6, True, 0.3, "leader", JUNE, "Families as content as teachers"),
    ("MEA-NET-04", 0.999, True, 0.995, "network", JUNE, "No more than 70 minutes of lessons a year"),
    ("MEA-SYS-01", 0.75, True, None, "leader", JUNE, "What can move has moved"),
    ("MEA-AUD-02", 0.8, True, None, "network", JUNE, "45 of 56 safeguards"),
    ("MEA-AUD-01", 0.9, True, 0.7, "steward", JUNE, "An agreement for every system with student data"),
    ("MEA-EQU-02", 0.1, False, None, "leader", JUNE, "No school far behind another"),
)
EVENTS: tuple[tuple[date, str, str, str], ...] = (
    (date(2025, 11, 17), "Help desk takes walk-ins", "people", ""),
    (date(2026, 3, 9), "Four systems moved to the cloud", "network", "MEA-SYS-01"),
    (date(2026, 8, 10), "620 new Chromebooks", "devices", ""),
    (date(2026, 9, 28), "Fall surveys of teachers and families", "survey", ""),
    (date(2026, 10, 14), "New core switch", "network", ""),
)


@transaction.atomic
def bring(folder: Path) -> None:
    """Bring targets and events in, unless the room holds any."""
    here = ground(folder)
    if here is None or Target.objects.exists() or Event.objects.exists():
        return
    for measure, goal, is_at_least, line, owner, due_on, note in TARGETS:
        told = {"measure_id": measure, "is_at_least": is_at_least, "owner": here.person(owner), "made_by": here.leader}
        Target.objects.create(goal=goal, line=line, due_on=due_on, note=note, begins_on=SET_ON, **told)
    first = Target.objects.get(measure_id="MEA-DEV-01")
    told = {"measure_id": first.measure_id, "is_at_least": False, "owner": here.leader, "made_by": here.leader}
    Target.objects.create(goal=1.2, due_on=SET_ON, begins_on=BEFORE, ends_on=SET_ON, **told)
    for on, title, kind, measure in EVENTS:
        Event.objects.create(on=on, title=title, kind=kind, measure_id=measure, made_by=here.leader)


@transaction.atomic
def forget() -> None:
    """Empty the room."""
    for each in (Alert, Target, Event, Round):
        each.objects.all().delete()
