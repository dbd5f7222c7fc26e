"""The events as a spreadsheet that people change and bring back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cupola.modules.indicators.models import Event, EventKind
from cupola.shell.registers import Column, Register, day, one_of, text
from cupola.workspace.entering import keep
from cupola.workspace.models import User


def _events() -> Iterable[Event]:
    return Event.objects.filter(school=None)


def _values(row: Event) -> Mapping[str, Any]:
    return {column.field: getattr(row, column.field) for column in COLUMNS}


def _write(row: Event | None, values: Mapping[str, Any], by: User) -> None:
    row = row or Event()
    for name, value in values.items():
        setattr(row, name, value)
    keep(row, by=by, act="event imported")


COLUMNS = (
    Column("what happened", "title", text(120), is_required=True),
    Column("day", "on", day, is_required=True),
    Column("kind", "kind", one_of(EventKind.values, EventKind.OTHER.value)),
    Column("note", "note", text(30_000)),
)
EVENTS = Register(
    name="events",
    title=_("Events"),
    columns=COLUMNS,
    key=("title", "on"),
    rows=_events,
    values=_values,
    write=_write,
)
