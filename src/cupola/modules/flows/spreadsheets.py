"""The register of systems and the audit results as spreadsheets that people change and bring back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cupola.shell.registers import Column, Register, amount, cents, day, one_of, text, whole, yes_or_no
from cupola.workspace.entering import keep
from cupola.workspace.models import AuditKind, AuditResult, Hosting, System, User
from cupola.workspace.models.systems import MOST_USERS
from cupola.workspace.systems import vendor_named

CORE = ("attendance", "gradebook", "finance")
# Fields of a row that a spreadsheet says in its own way.
SAID_OTHERWISE = frozenset({"vendor", "core"})


def _dollars(value: int | None) -> float | None:
    return None if value is None else value / 100


def _tier(column: str, cell: str) -> int | None:
    found = one_of(("1", "2", "3", "unknown"), "unknown")(column, cell)
    return None if found == "unknown" else int(found)


def _core(column: str, cell: str) -> tuple[str, ...]:
    read = one_of(CORE, "")
    words = [each.strip() for each in cell.replace(";", ",").split(",")]
    found = {read(column, each) for each in words if each}
    return tuple(word for word in CORE if word in found)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words)


def _system_values(row: System) -> Mapping[str, Any]:
    core = tuple(word for word in CORE if getattr(row, f"for_{word}"))
    own = {column.field: getattr(row, column.field) for column in SYSTEM_COLUMNS if column.field not in SAID_OTHERWISE}
    return {**own, "vendor": row.vendor.name if row.vendor else "", "core": core}


def _write_system(row: System | None, values: Mapping[str, Any], by: User) -> None:
    row = row or System()
    for name, value in values.items():
        if name == "vendor":
            row.vendor = vendor_named(value, by=by)
        elif name == "core":
            for word in CORE:
                setattr(row, f"for_{word}", word in value)
        else:
            setattr(row, name, value)
    keep(row, by=by, act="system imported")


def _system_faults(values: Mapping[str, Any]) -> Sequence[str]:
    begin, end = values.get("contract_begins"), values.get("contract_ends")
    return (
        [gettext("The contract ends before it begins. Change one of the two days.")]
        if begin and end and end < begin
        else []
    )


def _audit_faults(values: Mapping[str, Any]) -> Sequence[str]:
    if values["best"] < 1:
        return [gettext("The best possible result is below 1. Write the highest of the scale.")]
    return (
        [gettext("The result is above the best possible. Change one of the two.")]
        if values["value"] > values["best"]
        else []
    )


def _systems() -> Iterable[System]:
    return System.objects.select_related("vendor")


def _audits() -> Iterable[AuditResult]:
    return AuditResult.objects.all()


def _audit_values(row: AuditResult) -> Mapping[str, Any]:
    return {column.field: getattr(row, column.field) for column in AUDIT_COLUMNS}


def _write_audit(row: AuditResult | None, values: Mapping[str, Any], by: User) -> None:
    row = row or AuditResult()
    for name, value in values.items():
        setattr(row, name, value)
    keep(row, by=by, act="audit result imported")


SYSTEM_COLUMNS = (
    Column("name", "name", text(160), is_required=True),
    Column("vendor", "vendor", text(160)),
    Column("purpose", "purpose", text(300)),
    Column("hosting", "hosting", one_of(Hosting.values, Hosting.UNKNOWN.value)),
    Column("users", "users", whole(MOST_USERS)),
    Column("dollars a year", "annual_cents", cents, write=_dollars),
    Column("tier", "tier", _tier),
    Column("contract begins", "contract_begins", day),
    Column("contract ends", "contract_ends", day),
    Column("notice by", "notice_by", day),
    Column("exit route", "exit_route", text(30_000)),
    Column("holds student data", "holds_student_data", yes_or_no),
    Column("core for", "core", _core, write=_listed),
)
AUDIT_COLUMNS = (
    Column("kind", "kind", one_of(AuditKind.values, ""), is_required=True),
    Column("framework", "framework", text(120), is_required=True),
    Column("scale", "scale", text(120), is_required=True),
    Column("scope", "scope", text(200), is_required=True),
    Column("date", "held_on", day, is_required=True),
    Column("result", "value", amount, is_required=True),
    Column("of", "best", amount, is_required=True),
    Column("note", "note", text(30_000)),
)
SYSTEMS = Register(
    name="systems",
    title=_("Systems"),
    columns=SYSTEM_COLUMNS,
    key=("name",),
    rows=_systems,
    values=_system_values,
    write=_write_system,
    faults=_system_faults,
)
AUDITS = Register(
    name="audit-results",
    title=_("Audit results"),
    columns=AUDIT_COLUMNS,
    key=("kind", "framework", "scale", "scope", "held_on"),
    rows=_audits,
    values=_audit_values,
    write=_write_audit,
    faults=_audit_faults,
)
