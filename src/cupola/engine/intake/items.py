"""What the readers of XML and JSON give: records as cells, and where a document breaks off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """One record of a document: which table it belongs to, the line it begins on, its cells by path.

    A record that cannot be kept has a `fault` (a fact in words). `hidden` counts social security numbers
    that were left out.
    """

    table: str
    line: int
    cells: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """Where a document cannot be read any further: the records after it are not known.

    `table` is the table of the record that was open there, None between records.
    """

    line: int
    fact: str
    table: str | None
