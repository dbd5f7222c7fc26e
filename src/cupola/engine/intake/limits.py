"""How much a delivery may hold before reading it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000
GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that protect the machine; the defaults let a million students through.

    `expanded_bytes` bounds what all archives of a delivery may unpack to. `ratio` (unpacked to packed)
    counts only from `ratio_from_bytes` on, because small tables of repeated words pack very well.
    `nesting` is how many archives may lie inside one another (1 = no archive in an archive).
    `workbook_bytes` and `workbook_cells` bound a workbook, which is loaded whole.
    `cell_bytes` and `row_bytes` bound what one cell and one row may hold in memory. `problems` is how
    many problems of one kind are told one by one for a file.
    """

    expanded_bytes: int = 20 * GIGABYTE
    ratio: int = 200
    ratio_from_bytes: int = 50 * MEGABYTE
    members: int = 20_000
    nesting: int = 3
    workbook_bytes: int = GIGABYTE
    workbook_cells: int = 50_000_000
    cell_bytes: int = MEGABYTE
    row_bytes: int = 4 * MEGABYTE
    columns: int = 4_096
    problems: int = 1_000


USUAL = Limits()
