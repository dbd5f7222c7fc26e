"""Reads the cells that only a plan's workbook has: a value, or what is wrong with it and what to do."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from cupola.shell.registers import NO, YES, CellError, whole

PLACE = whole(32_767)


def place(column: str, cell: str) -> int:
    """A place in a list; an empty cell is the first."""
    return PLACE(column, cell) or 0


def year(column: str, cell: str) -> int:
    """The year in which a school year ends; `2026-27` is understood too."""
    found = re.fullmatch(r"(\d{4})(?:[-–/](\d{2}|\d{4}))?", cell)
    if not found or not 2000 < int(found[1]) < 2100:
        raise CellError(column, _("“%(cell)s” is no school year.") % {"cell": cell[:40]}, _("Write it as 2027."))
    return int(found[1]) + 1 if found[2] else int(found[1])


def dollars(column: str, cell: str) -> int | None:
    """Dollars, as cents."""
    if not cell:
        return None
    try:
        cents = (Decimal(cell.replace(",", "").replace("$", "")) * 100).to_integral_value()
    except InvalidOperation as error:
        said = _("“%(cell)s” is no amount of dollars.") % {"cell": cell[:40]}
        raise CellError(column, said, _("Write digits only.")) from error
    if not cents.is_finite() or not 0 <= cents < 10**15:
        raise CellError(column, _("is less than nothing, or too large."), _("Write another amount."))
    return int(cents)


def yes_or_no(column: str, cell: str) -> bool:
    """Yes or no; an empty cell is yes."""
    if not cell or cell.casefold() in YES:
        return True
    if cell.casefold() in NO:
        return False
    raise CellError(column, _("“%(cell)s” is neither yes nor no.") % {"cell": cell[:40]}, _("Write yes or no."))


def state(column: str, cell: str) -> str:
    """Planned or active, or what the initiative was closed as."""
    value = cell.casefold() or "planned"
    if value not in ("planned", "active", "done", "stopped"):
        said = _("“%(cell)s” is no state.") % {"cell": cell[:40]}
        raise CellError(column, said, _("Write planned or active."))
    return value


def codes(column: str, cell: str) -> tuple[str, ...]:
    """Codes with commas, semicolons or blanks between them, sorted."""
    return tuple(sorted({each for each in re.split(r"[,;\s]+", cell) if each}))
