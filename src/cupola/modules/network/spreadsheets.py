"""The calendar and the bell schedules as spreadsheets that people change and bring back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupola.modules.network.models import BellPeriod, CalendarDay, DayKind
from cupola.shell.registers import CellError, Column, Register, clock, day, one_of, text
from cupola.workspace.entering import keep
from cupola.workspace.folding import folded
from cupola.workspace.models import School, User

DISTRICT = ("", "district", "all", "all schools")


def school_named(column: str, cell: str) -> School | None:
    if folded(cell) in DISTRICT:
        return None
    found = School.objects.filter(is_listed=True, kind="school", folded=folded(cell)).order_by("-key").first()
    if found is None:
        said = _("“%(cell)s” is no school of the record.") % {"cell": cell[:60]}
        raise CellError(column, said, _("Write its name as the page of schools has it, or leave it empty for all."))
    return found


def name_of(school: School | None) -> str:
    return school.name if school else ""


def _days() -> Iterable[CalendarDay]:
    return CalendarDay.objects.select_related("school")


def _periods() -> Iterable[BellPeriod]:
    return BellPeriod.objects.select_related("school")


def _values(row: CalendarDay | BellPeriod) -> Mapping[str, Any]:
    columns = DAY_COLUMNS if isinstance(row, CalendarDay) else PERIOD_COLUMNS
    return {column.field: getattr(row, column.field) for column in columns}


def _period_faults(values: Mapping[str, Any]) -> Sequence[str]:
    return [_("It ends before it begins. Change one of the two times.")] if values["ends"] <= values["begins"] else []


def _write_day(row: CalendarDay | None, values: Mapping[str, Any], by: User) -> None:
    _write(row or CalendarDay(), values, by=by, act="calendar day imported")


def _write_period(row: BellPeriod | None, values: Mapping[str, Any], by: User) -> None:
    _write(row or BellPeriod(), values, by=by, act="bell period imported")


def _write(row: CalendarDay | BellPeriod, values: Mapping[str, Any], *, by: User, act: str) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    keep(row, by=by, act=act)


def _clock(value: date | time | None) -> str | None:
    return value.strftime("%H:%M") if isinstance(value, time) else None


DAY_COLUMNS = (
    Column("school", "school", school_named, write=name_of),
    Column("day", "day", day, is_required=True),
    Column("kind", "kind", one_of(DayKind.values, DayKind.SCHOOL.value)),
    Column("schedule", "schedule", text(40)),
)
PERIOD_COLUMNS = (
    Column("school", "school", school_named, write=name_of),
    Column("schedule", "schedule", text(40), is_required=True),
    Column("period", "period", text(40), is_required=True),
    Column("begins", "begins", clock, is_required=True, write=_clock),
    Column("ends", "ends", clock, is_required=True, write=_clock),
)
DAYS = Register("calendar", gettext_lazy("Calendar"), DAY_COLUMNS, ("school", "day"), _days, _values, _write_day)
PERIODS = Register(
    name="bell-schedules",
    title=gettext_lazy("Bell schedules"),
    columns=PERIOD_COLUMNS,
    key=("school", "schedule", "period"),
    rows=_periods,
    values=_values,
    write=_write_period,
    faults=_period_faults,
)
