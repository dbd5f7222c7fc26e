"""The lines as a spreadsheet that people change and bring back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupola.modules.network.models import Circuit, LineKind
from cupola.modules.network.models.circuits import MOST_MBPS
from cupola.modules.network.spreadsheets import name_of, school_named
from cupola.shell.registers import CellError, Column, Register, cents, day, one_of, text, whole
from cupola.workspace.entering import keep
from cupola.workspace.models import User


def _mbps(column: str, cell: str) -> int | None:
    value = whole(MOST_MBPS)(column, cell)
    if value == 0:
        raise CellError(column, _("is 0."), _("Write Mbps as the contract says; a line that has ended has an end."))
    return value


def _percent(column: str, cell: str) -> int:
    value = whole(100)(column, cell.removesuffix("%").strip())
    if value == 0:
        raise CellError(column, _("is 0."), _("Write 1 to 100, or leave it empty for the whole line."))
    return 100 if value is None else value


def _dollars(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value) / 100


def _circuits() -> Iterable[Circuit]:
    return Circuit.objects.select_related("school")


def _values(row: Circuit) -> Mapping[str, Any]:
    return {column.field: getattr(row, column.field) for column in COLUMNS}


def _faults(values: Mapping[str, Any]) -> Sequence[str]:
    begin, end = values.get("begins_on"), values.get("ends_on")
    return [_("It ends before it begins. Change one of the two days.")] if begin and end and end < begin else []


def _write(row: Circuit | None, values: Mapping[str, Any], by: User) -> None:
    line = row or Circuit()
    for name, value in values.items():
        setattr(line, name, value)
    keep(line, by=by, act="circuit imported")


COLUMNS = (
    Column("name", "name", text(120), is_required=True),
    Column("kind", "kind", one_of(LineKind.values, LineKind.INTERNET.value)),
    Column("provider", "provider", text(120)),
    Column("school", "school", school_named, write=name_of),
    Column("mbps down", "mbps", _mbps, is_required=True),
    Column("usable percent", "usable_percent", _percent),
    Column("from", "begins_on", day),
    Column("until", "ends_on", day),
    Column("dollars a month", "monthly_cents", cents, write=_dollars),
    Column("fund", "fund", text(80)),
)
CIRCUITS = Register(
    name="lines",
    title=gettext_lazy("Lines"),
    columns=COLUMNS,
    key=("name",),
    rows=_circuits,
    values=_values,
    write=_write,
    faults=_faults,
)
