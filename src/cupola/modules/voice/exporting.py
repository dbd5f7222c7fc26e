"""What this room delivers to the record: pains and promises, without names and words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cupola.modules.voice.models import Pain, Promise
from cupola.workspace.own_record import OwnTable


def _pains() -> Iterator[tuple[Any, ...]]:
    for pain in Pain.objects.select_related("school").order_by("pk"):
        yield (
            pain.pk,
            pain.title,
            pain.school.key if pain.school else "",
            pain.speaker,
            pain.minutes_each,
            pain.people,
            f"{pain.times_a_month:f}",
            pain.months_a_year,
            pain.state,
            pain.heard_on,
        )


def _promises() -> Iterator[tuple[Any, ...]]:
    for each in Promise.objects.select_related("school").order_by("pk"):
        yield (
            each.pk,
            each.school.key if each.school else "",
            each.speaker,
            each.heard_on,
            each.promised_on,
            each.due_on,
            each.state,
            each.done_on,
            each.replied_on,
        )


PAINS = OwnTable(
    "cupola-pains",
    ("painId", "title", "orgId", "role", "minutesEach", "people", "timesAMonth", "monthsAYear", "state", "heardOn"),
    _pains,
)
PROMISES = OwnTable(
    "cupola-promises",
    ("promiseId", "orgId", "askedBy", "heardOn", "promisedOn", "dueOn", "state", "doneOn", "repliedOn"),
    _promises,
)
