"""Brings the systems and audit results of the sample district into this room, and forgets them again."""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import transaction

from cupola.modules.flows.spreadsheets import CORE
from cupola.workspace import sample_people
from cupola.workspace.models import AuditResult, System, User, Vendor
from cupola.workspace.sample_people import chosen, day, ground
from cupola.workspace.systems import vendor_named

# Which systems the leader answers for, counted from the first: the rest has nobody yet.
OWNED = 12


@transaction.atomic
def bring(folder: Path) -> None:
    """Bring the register and the audit results in, unless the room holds any."""
    here = ground(folder)
    if here is None or System.objects.exists() or AuditResult.objects.exists():
        return
    for number, row in enumerate(_lines("sample_systems.csv")):
        owner = here.leader if number < OWNED else None
        System.objects.create(made_by=here.leader, owner=owner, **_system(row, here.leader))
    for row in _lines("sample_audits.csv"):
        AuditResult.objects.create(made_by=here.leader, **row)


@transaction.atomic
def forget() -> None:
    """Empty the room."""
    for each in (System, Vendor, AuditResult):
        each.objects.all().delete()
    sample_people.forget()


def _lines(name: str) -> list[dict[str, str]]:
    """The rows of a file beside this one, whose cells are parted by bars."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="|"))


def _system(row: dict[str, str], by: User) -> dict[str, object]:
    begins, ends, notice = (day(row[name]) for name in ("begins", "ends", "notice"))
    return {
        **chosen(row, ("name", "purpose", "hosting", "exit_route")),
        "vendor": vendor_named(row["vendor"], by=by),
        "users": int(row["users"]) if row["users"] else None,
        "annual_cents": 100 * int(row["dollars"]) if row["dollars"] else None,
        "tier": int(row["tier"]) if row["tier"] else None,
        "contract_begins": begins,
        "contract_ends": ends,
        "notice_by": notice,
        "holds_student_data": {"y": True, "n": False}.get(row["holds"]),
        **{f"for_{word}": word == row["core"] for word in CORE},
    }
