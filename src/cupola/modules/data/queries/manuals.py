"""The manuals of checks and the rates of work, read from the catalogue and the data folder and kept while unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from cupola.engine.catalog import Check, roles
from cupola.engine.errors import CatalogueError
from cupola.engine.journey import catalogue
from cupola.engine.money.rates import Rate, read_rates
from cupola.workspace.folding import folded

Stamp = tuple[int, int]


def manuals() -> Mapping[str, Check]:
    """Id -> check: those that came with the program, and the district's own."""
    data = Path(settings.DATA_FOLDER)
    return _manuals(data, _stamp(data / "checks"))


@lru_cache(maxsize=4)
def _manuals(data: Path, _changed: Stamp) -> Mapping[str, Check]:
    return {check.id: check for check in catalogue(data)}


def _stamp(place: Path) -> Stamp:
    """How many files there are and when the newest was written."""
    found = [each.stat().st_mtime_ns for each in (place, *place.rglob("*"))] if place.is_dir() else []
    return len(found), max(found, default=0)


def rates() -> Mapping[str, Rate]:
    """Role -> what an hour costs. A file of the district that cannot be read leaves our own assumptions in force."""
    data = Path(settings.DATA_FOLDER)
    own = data / "rates.yaml"
    return _rates(data, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=4)
def _rates(data: Path, _changed: int) -> Mapping[str, Rate]:
    try:
        return read_rates(data)
    except CatalogueError:
        return read_rates()


def rates_problem() -> str:
    """What is wrong with the district's own file of rates, or nothing."""
    try:
        read_rates(Path(settings.DATA_FOLDER))
    except CatalogueError as problem:
        return str(problem)
    return ""


def title_of(check: str) -> str:
    """A check's title, or its id when the catalogue no longer has it."""
    manual = manuals().get(check)
    return manual.title if manual else check


def areas() -> Mapping[str, tuple[str, ...]]:
    """Subject folder -> the ids of its checks."""
    found: dict[str, list[str]] = {}
    for check in manuals().values():
        found.setdefault(check.subject_area, []).append(check.id)
    return {area: tuple(found[area]) for area in sorted(found)}


def area_title(area: str) -> str:
    """A subject folder's name as a person reads it."""
    return area.replace("-", " ").capitalize()


def role_title(role: str) -> str:
    """Who a role is, in words."""
    return roles().get(role, role)


def matching(words: str) -> list[Check]:
    """Checks whose id or title holds these folded words."""
    return [each for each in manuals().values() if words in each.id.lower() or words in folded(each.title)]
