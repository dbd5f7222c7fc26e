"""A list that people may take as a spreadsheet, change and bring back: how its columns are read and written."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.workspace.models import User

LARGEST = 2_000_000_000
YES, NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")


class CellError(CupolaError):
    """A cell, or a file, that cannot be taken."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the sheet, the field that it fills, how a cell is read, and how one is written."""

    name: str
    field: str
    read: Callable[[str, str], Any]
    is_required: bool = False
    write: Callable[[Any], Any] = lambda value: value


@dataclass(frozen=True, slots=True)
class Register:
    """A list with its spreadsheet.

    `name` names the file, `key` the fields that name a row, `rows` gives what there is, `values` a row by field, and
    `write` saves values into a row, or into a new one where there is none. `faults` says what is wrong with the values
    of a row together. Nothing is ever removed by a spreadsheet.
    """

    name: str
    title: str | Promise
    columns: Sequence[Column]
    key: Sequence[str]
    rows: Callable[[], Iterable[Any]]
    values: Callable[[Any], Mapping[str, Any]]
    write: Callable[[Any, Mapping[str, Any], User], object]
    faults: Callable[[Mapping[str, Any]], Sequence[str]] = lambda _values: ()


def text(most: int) -> Callable[[str, str], str]:
    """A text of so many letters at most."""

    def read(column: str, cell: str) -> str:
        if len(cell) > most:
            raise CellError(column, _("is longer than %(n)s letters.") % {"n": most}, _("Write less."))
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
    raise CellError(column, _("“%(cell)s” is no day.") % {"cell": cell[:40]}, _("Write it as 2027-05-31."))


def clock(column: str, cell: str) -> time | None:
    """A time of day such as 8:05, 14:30 or 2:30 PM, or None for an empty cell."""
    if not cell:
        return None
    found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?\s*(AM|PM)?", cell.strip(), re.I)
    with contextlib.suppress(ValueError):
        if found:
            half = (found[3] or "").upper()
            if half and not 1 <= int(found[1]) <= 12:
                raise ValueError
            hour = int(found[1]) % 12 + (12 if half == "PM" else 0) if half else int(found[1])
            return time(hour, int(found[2]))
    raise CellError(column, _("“%(cell)s” is no time of day.") % {"cell": cell[:40]}, _("Write it as 8:05 or 14:30."))


def whole(most: int = LARGEST) -> Callable[[str, str], int | None]:
    """A whole number from 0, or None for an empty cell."""

    def read(column: str, cell: str) -> int | None:
        digits = cell.replace(",", "")
        if not digits:
            return None
        if not re.fullmatch(r"\d{1,12}", digits) or int(digits) > most:
            said = _("“%(cell)s” is no whole number up to %(most)s.") % {"cell": cell[:40], "most": f"{most:,}"}
            raise CellError(column, said, _("Write digits only, or leave it empty."))
        return int(digits)

    return read


def amount(column: str, cell: str) -> Decimal | None:
    """A number from 0 with two places at most, or None for an empty cell."""
    if not cell:
        return None
    with contextlib.suppress(InvalidOperation):
        value = Decimal(cell.replace(",", "").replace("$", ""))
        if value.is_finite() and 0 <= value <= 10**11:
            return value.quantize(Decimal("0.01"))
    said = _("“%(cell)s” is no number from 0 on.") % {"cell": cell[:40]}
    raise CellError(column, said, _("Write digits only, or leave it empty."))


def cents(column: str, cell: str) -> int | None:
    """Dollars, as cents."""
    value = amount(column, cell)
    return None if value is None else int(value * 100)


def yes_or_no(column: str, cell: str) -> bool | None:
    """Yes or no; an empty cell is not known."""
    if not cell or cell.casefold() == "unknown":
        return None
    if cell.casefold() in YES:
        return True
    if cell.casefold() in NO:
        return False
    said = _("“%(cell)s” is neither yes nor no.") % {"cell": cell[:40]}
    raise CellError(column, said, _("Write yes or no, or leave it empty."))


def one_of(words: Sequence[str], otherwise: str) -> Callable[[str, str], str]:
    """One word of a list, whatever its letter case; an empty cell is `otherwise`."""

    def read(column: str, cell: str) -> str:
        found = re.sub(r"[\s-]+", "_", cell.casefold()) or otherwise
        if found in words:
            return found
        said = _("“%(cell)s” is not one of the words for it.") % {"cell": cell[:40]}
        raise CellError(column, said, _("Write one of: %(words)s.") % {"words": ", ".join(words)})

    return read
