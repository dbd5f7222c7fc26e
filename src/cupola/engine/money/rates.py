"""What an hour of work costs, by the role that does it: our assumptions, replaced by what the district says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from cupola.engine.catalog import catalogue_folder, read_yaml, roles
from cupola.engine.errors import CatalogueError

FILE = "rates.yaml"
DEVICES = "devices"
KNOWN = ("dollars_per_hour", "year", "source", "unverified")
HIGHEST = 1_000


@dataclass(frozen=True, slots=True)
class Rate:
    """The cost of one hour of a role in cents, wages and benefits, in a year; `is_own` when the district said it."""

    role: str
    cents: int
    year: int
    source: str = ""
    unverified: bool = False
    is_own: bool = False


def read_rates(data: Path | None = None) -> dict[str, Rate]:
    """Role -> its rate: those of `rates.yaml` in the data folder before those of the catalogue.

    Raises `CatalogueError` with the file for a role that is not known, or a rate that is none.
    """
    shipped = catalogue_folder() / FILE
    found = _read(shipped, is_own=False)
    own = data / FILE if data else None
    if own is not None and own.is_file():
        found |= _read(own, is_own=True)
    return found


def _read(path: Path, *, is_own: bool) -> dict[str, Rate]:
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise CatalogueError(str(path), "it is no list of roles.", "Write a role and its rate on each line.")
    roles_only = {str(role): said for role, said in content.items() if role != DEVICES}
    return {role: _rate(path, role, said, is_own=is_own) for role, said in roles_only.items()}


def _rate(path: Path, role: str, said: Any, *, is_own: bool) -> Rate:
    if role not in roles():
        raise CatalogueError(str(path), f"the role {role} is unknown.", f"Known: {', '.join(roles())}.")
    if not isinstance(said, Mapping) or "dollars_per_hour" not in said or set(said) - set(KNOWN):
        raise CatalogueError(str(path), f"{role} is not well formed.", f"It needs {', '.join(KNOWN)}; no others.")
    try:
        cents = int((Decimal(str(said["dollars_per_hour"])) * 100).to_integral_value())
        year = int(said.get("year", 0))
    except (InvalidOperation, ValueError, OverflowError, TypeError) as mistake:
        raise CatalogueError(str(path), f"{role} has a rate that is no number.", "Write it as 42.50.") from mistake
    if not 0 <= cents <= HIGHEST * 100:
        raise CatalogueError(str(path), f"{role} costs {cents / 100:,.2f} an hour.", f"Say 0 to {HIGHEST:,}.")
    unverified = bool(said.get("unverified", not (said.get("source") or is_own)))
    return Rate(role, cents, year, str(said.get("source") or ""), unverified, is_own)
