"""Translates the codes and words of other systems into ours, by the code lists of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from cupola.engine.catalog import codes
from cupola.engine.sources.forms import Column
from cupola.engine.sources.mapping_words import mapping_words

SEVERAL = re.compile(r"\s*[,;|]\s*")
ROUGH_AND_FINE = re.compile(r"\s*(?P<rough>[^:/(–—-]+?)\s*(?:[:/(–—]| - )\s*(?P<fine>[^)]+?)\s*\)?\s*")
GRADES_APART = re.compile(r"(?:[\s,;&'–—-]|\bto\b|\bthrough\b|\bthru\b|\band\b)+")
LISTS_BY_NAME = {
    "meal_status": "meal_status",
    "program": "program",
    "category": "attendance_category",
    "sex": "sex",
    "race": "race",
    "directly_certified": "yes_no",
}


def code_list(column: Column) -> str | None:
    """The code list that holds the words of this column, if one does."""
    return "grades" if column.kind in ("grade", "grades") else LISTS_BY_NAME.get(column.name)


def is_closed(column: Column) -> bool:
    """Whether a cell outside the list has no value (its text is kept beside)."""
    return bool(column.values) or column.kind in ("grade", "grades")


def plain(cell: str) -> str:
    """A cell as code lists compare it: trimmed, small letters, single blanks, no dots, no address."""
    short = " ".join(cell.rpartition("#")[2].replace(".", "").casefold().split())
    return short.strip("'")


@cache
def _spellings(name: str) -> dict[str, str]:
    content = codes(name)
    found = {plain(str(each)): str(ours) for ours, said in content["codes"].items() for each in said["spellings"]}
    found |= {plain(str(ours)): str(ours) for ours in content["codes"]}
    for spelling, said in content.get("ambiguous", {}).items():
        if said["read_as"] is not None:
            found[plain(str(spelling))] = str(said["read_as"])
    return found


@cache
def _unclear(name: str) -> frozenset[str]:
    return frozenset(plain(str(each)) for each in codes(name).get("ambiguous", {}))


def translated(name: str, cell: str) -> str | None:
    """Our word for a cell, or None where the list does not know it or leaves it open.

    Race may hold several words in one cell; they come back apart by commas, without repeats. An absence
    may be said twice, first roughly (`Absent - Illness`): the finer word counts where it is known.
    """
    whole = _spellings(name).get(plain(cell))
    if whole is not None:
        return whole
    if name == "race":
        return _several(name, cell)
    if name == "attendance_category" and (found := ROUGH_AND_FINE.fullmatch(cell)):
        return translated(name, found["fine"]) or translated(name, found["rough"])
    return None


def _several(name: str, cell: str) -> str | None:
    parts = [_spellings(name).get(plain(part)) for part in SEVERAL.split(cell) if part.strip()]
    known = [part for part in parts if part is not None]
    return ",".join(dict.fromkeys(known)) if known and len(known) == len(parts) else None


def grade_ends(cell: str, own: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The lowest and highest grade of a range: 09-12, EE KG-05, PK, 06 through 08.

    `own` are the codes of the mapping, as `plain` writes them; an end that nobody knows is None.
    """
    pieces = [piece for piece in GRADES_APART.split(cell) if piece]
    whole = own.get(plain(cell)) or translated("grades", cell)
    if whole is not None or not pieces:
        return whole, whole
    low, high = (own.get(plain(piece)) or translated("grades", piece) for piece in (pieces[0], pieces[-1]))
    return low, high


def is_known(name: str, cell: str) -> bool:
    """Whether the list speaks of this cell at all, if only to say that it is not clear."""
    return translated(name, cell) is not None or plain(cell) in _unclear(name)


def flag_word(target: str, cell: str) -> str | None:
    """`yes` or `no` for a status word of a program flag (`LEP`, `RFEP`, `General Ed`), else None."""
    return mapping_words().flags.get(target, {}).get(plain(cell))


def translation(column: Column, cell: str) -> str | None:
    """Our word for a cell of this column, where it needs one."""
    name = code_list(column)
    return translated(name, cell) if name else flag_word(column.name, cell)
