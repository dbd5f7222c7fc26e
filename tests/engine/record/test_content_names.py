"""Names of contents: the same over versions of the program and for every width of table."""

from __future__ import annotations

from pathlib import Path

import pytest

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.record import content
from cupola.engine.record.content import content_of

CELLS = {
    "plain": "'v' || @ || '-' || i",
    "with gaps": "CASE WHEN (i + @) % 3 = 0 THEN NULL WHEN (i + @) % 5 = 0 THEN '' ELSE 'v' || i END",
    "with our border": "CASE WHEN i = 2 AND @ = 7 THEN 'a' || chr(31) || 'b' ELSE 'v' END",
    "with our sign for nothing": "CASE WHEN i = 2 AND @ = 7 THEN chr(30) WHEN @ = 8 THEN NULL ELSE 'v' END",
    "with both": "CASE WHEN @ = 7 THEN chr(30) || chr(31) WHEN @ = 8 THEN NULL ELSE chr(31) END",
    "numbers": "i * 1.5 + @",
    "dates": "DATE '2026-08-01' + (i + @)::INTEGER",
}
# Written down once: a name that changes would make every snapshot of before look damaged.
FROZEN = {
    (3, "plain"): "e002eb71ef918aef91916b1334684fb9f599749b",
    (3, "with gaps"): "ba7a494fb8ed44ee9a18b81c83722875c009cc6c",
    (3, "with our border"): "c3849a0aa3180a344feb7c813e807e24ee5c1928",
    (3, "with our sign for nothing"): "c3849a0aa3180a344feb7c813e807e24ee5c1928",
    (3, "with both"): "477506f650cb882184c11bc95608a246014d546e",
    (3, "numbers"): "530aa1ecb1f29665799275185eab39591b2ffcd8",
    (3, "dates"): "74de112091b46a0a8aca9a63b72ddb18e41fb576",
    (160, "plain"): "4331cf6457052436917ef02787afa3d951d1efcc",
    (160, "with gaps"): "77b14d5efe5b1a9fcc0c56ba7902de6c285387a1",
    (160, "with our border"): "97ceef57fc22f21b1e2556008d28eef7651b9350",
    (160, "with our sign for nothing"): "ed8148d8efdac42203930ea2b251c950b5118c4b",
    (160, "with both"): "5b46bc9812ceda23dd7f019cf5154dbc41059b43",
    (160, "numbers"): "93ac2c15e2316d6d14564aeb48e84510cf3e366d",
    (160, "dates"): "d4abb6fc181b733251c49c79a6a609e278be1524",
}


def table(folder: Path, width: int, cells: str, *, rows: int = 9) -> Path:
    path = folder / f"{width}.parquet"
    columns = ", ".join(f"{cells.replace('@', str(n))} AS c{n}" for n in range(width))
    connect().execute(f"COPY (SELECT {columns} FROM range({rows}) t(i)) TO {quoted(str(path))} (FORMAT parquet)")
    return path


def name(path: Path) -> str:
    return content_of(connect(), path).object


@pytest.mark.parametrize("cells", CELLS)
@pytest.mark.parametrize("width", [1, 12, 160])
def test_a_wide_table_has_the_name_that_it_had_before_there_was_a_way_for_wide_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int, cells: str
) -> None:
    path = table(tmp_path, width, CELLS[cells])
    monkeypatch.setattr(content, "WIDE", 100_000)
    narrow = name(path)
    monkeypatch.setattr(content, "WIDE", 0)
    assert name(path) == narrow


def test_one_cell_makes_another_name_in_a_wide_table(tmp_path: Path) -> None:
    plain = name(table(tmp_path, 300, "'v'"))
    for place, cell in ((299, "'w'"), (0, "NULL"), (150, "''")):
        other = f"CASE WHEN i = 8 AND @ = {place} THEN {cell} ELSE 'v' END"
        assert name(table(tmp_path, 300, other)) != plain


def test_a_border_inside_a_cell_is_not_taken_for_one(tmp_path: Path) -> None:
    """`a|b` in one cell and nothing in the next, or `a` and `b|`: the same signs, other cells."""
    first = "CASE WHEN @ = 0 THEN 'a' || chr(31) || 'b' WHEN @ = 1 THEN 'x' ELSE '' END"
    second = "CASE WHEN @ = 0 THEN 'a' WHEN @ = 1 THEN 'b' || chr(31) || 'x' ELSE '' END"
    assert name(table(tmp_path, 150, first)) != name(table(tmp_path, 150, second))


@pytest.mark.parametrize(("width", "cells"), FROZEN)
def test_names_are_what_they_were(tmp_path: Path, width: int, cells: str) -> None:
    assert name(table(tmp_path, width, CELLS[cells])) == FROZEN[(width, cells)]
