"""Reads the cells of a plan's workbook: a value, or what is wrong with it and what to do."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from cupola.modules.strategy.services.faults import PlanError

LARGEST = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the sheet, the field that it fills, how it is read, and whether it may be empty."""

    name: str
    field: str
    read: Callable[[str, str], Any]
    is_required: bool = False


def refuse(column: str, fact: str, next_step: str) -> PlanError:
    """A cell that cannot be taken."""
    return PlanError(column, fact, next_step)


def text(most: int) -> Callable[[str, str], Any]:
    """A text of so many letters at most."""

    def read(column: str, cell: str) -> str:
        if len(cell) > most:
            raise refuse(column, _("is longer than %(n)s letters.") % {"n": most}, _("Write less."))
        return cell

    return read


def day(column: str, cell: str) -> date | None:
    """A day, or None for an empty cell."""
    if not cell:
        return None
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})", cell)
    if american:
        full = int(american[3]) + (2000 if len(american[3]) == 2 else 0)
        cell = f"{full:04d}-{int(american[1]):02d}-{int(american[2]):02d}"
    with contextlib.suppress(ValueError):
        return date.fromisoformat(cell)
    raise refuse(column, _("“%(cell)s” is no day.") % {"cell": cell[:40]}, _("Write it as 2027-05-31."))


def whole(column: str, cell: str) -> int | None:
    """A whole number from 0, or None for an empty cell."""
    if not cell:
        return None
    if not re.fullmatch(r"\d{1,10}", cell) or int(cell) > LARGEST:
        raise refuse(column, _("“%(cell)s” is no whole number.") % {"cell": cell[:40]}, _("Write digits only."))
    return int(cell)


def place(column: str, cell: str) -> int:
    """A place in a list; an empty cell is the first."""
    number = whole(column, cell) or 0
    if number > 32_767:
        raise refuse(column, _("is too large."), _("Write a smaller number."))
    return number


def year(column: str, cell: str) -> int:
    """The year in which a school year ends; `2026-27` is understood too."""
    found = re.fullmatch(r"(\d{4})(?:[-–/](\d{2}|\d{4}))?", cell)
    if not found or not 2000 < int(found[1]) < 2100:
        raise refuse(column, _("“%(cell)s” is no school year.") % {"cell": cell[:40]}, _("Write it as 2027."))
    return int(found[1]) + 1 if found[2] else int(found[1])


def dollars(column: str, cell: str) -> int | None:
    """Dollars, as cents."""
    if not cell:
        return None
    try:
        cents = (Decimal(cell.replace(",", "").replace("$", "")) * 100).to_integral_value()
    except InvalidOperation as error:
        said = _("“%(cell)s” is no amount of dollars.") % {"cell": cell[:40]}
        raise refuse(column, said, _("Write digits only.")) from error
    if not cents.is_finite() or not 0 <= cents < 10**15:
        raise refuse(column, _("is less than nothing, or too large."), _("Write another amount."))
    return int(cents)


def yes_or_no(column: str, cell: str) -> bool:
    """Yes or no; an empty cell is yes."""
    if cell.casefold() in ("yes", "y", "true", "1", "x", ""):
        return True
    if cell.casefold() in ("no", "n", "false", "0"):
        return False
    raise refuse(column, _("“%(cell)s” is neither yes nor no.") % {"cell": cell[:40]}, _("Write yes or no."))


def state(column: str, cell: str) -> str:
    """Planned or active, or what the initiative was closed as."""
    value = cell.casefold() or "planned"
    if value not in ("planned", "active", "done", "stopped"):
        said = _("“%(cell)s” is no state.") % {"cell": cell[:40]}
        raise refuse(column, said, _("Write planned or active."))
    return value


def codes(column: str, cell: str) -> tuple[str, ...]:
    """Codes with commas, semicolons or blanks between them, sorted."""
    return tuple(sorted({each for each in re.split(r"[,;\s]+", cell) if each}))
