"""What a device of a type costs where no purchase price is known: what the district says, nothing assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from cupola.engine.catalog import catalogue_folder, read_yaml
from cupola.engine.errors import CatalogueError
from cupola.engine.money.rates import DEVICES, FILE

TYPES = ("chromebook", "laptop", "tablet", "desktop", "phone", "hotspot", "other")
KNOWN = ("dollars", "year", "source", "unverified")
HIGHEST = 100_000


@dataclass(frozen=True, slots=True)
class Price:
    """The price of a device of a type in cents, in a year; `unverified` until somebody names where it comes from."""

    kind: str
    cents: int
    year: int
    source: str = ""
    unverified: bool = False


def read_prices(data: Path | None = None) -> dict[str, Price]:
    """Type of device -> its price: below `devices` in `rates.yaml` of the data folder, before the catalogue's.

    Raises `CatalogueError` with the file for a type that is not known, or a price that is none.
    """
    found = _read(catalogue_folder() / FILE)
    own = data / FILE if data else None
    if own is not None and own.is_file():
        found |= _read(own)
    return found


def _read(path: Path) -> dict[str, Price]:
    content = read_yaml(path)
    said = content.get(DEVICES) if isinstance(content, Mapping) else None
    if not said:
        return {}
    if not isinstance(said, Mapping):
        raise CatalogueError(str(path), "devices is no list of types.", "Write a type and its price on each line.")
    return {str(kind): _price(path, str(kind), each) for kind, each in said.items()}


def _price(path: Path, kind: str, said: Any) -> Price:
    if kind not in TYPES:
        raise CatalogueError(str(path), f"the type of device {kind} is unknown.", f"Known: {', '.join(TYPES)}.")
    if not isinstance(said, Mapping) or "dollars" not in said or set(said) - set(KNOWN):
        raise CatalogueError(str(path), f"{kind} is not well formed.", f"It needs {', '.join(KNOWN)}; no others.")
    try:
        cents = int((Decimal(str(said["dollars"])) * 100).to_integral_value())
        year = int(said.get("year", 0))
    except (InvalidOperation, ValueError, OverflowError, TypeError) as mistake:
        raise CatalogueError(str(path), f"{kind} has a price that is no number.", "Write it as 289.00.") from mistake
    if not 0 < cents <= HIGHEST * 100:
        raise CatalogueError(str(path), f"{kind} costs {cents / 100:,.2f}.", f"Say more than 0, up to {HIGHEST:,}.")
    source = str(said.get("source") or "")
    return Price(kind, cents, year, source, bool(said.get("unverified", not source)))
