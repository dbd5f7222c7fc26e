"""What is known of the rows of a subject before it is judged: tables made of them, and counts of their cells."""

from __future__ import annotations

from dataclasses import dataclass, field

# A file (`FormPart.place`) or a table, and what was asked of its rows -> in how many of them it holds.
Counted = dict[tuple[str, str], int]
# The name under which the database of a shelf is attached.
DATABASE = "shelf"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The tables that lie in the attached database, and what was counted; what is counted further is put in."""

    tables: frozenset[str] = frozenset()
    counted: Counted = field(default_factory=dict)
