"""A careful validator without Cupola: the csv module, dictionaries and sets; prints how often each rule is broken."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bench.rules import TABLES, Table

Rows = list[list[str]]


def main() -> None:
    """Validate the roster files of the folder given."""
    folder = Path(sys.argv[1])
    keys: dict[str, set[str]] = {}
    broken: Counter[str] = Counter()
    for table in TABLES:
        header, rows = read(folder / f"{table.file}.csv")
        place = {name: header.index(name) for name in header}
        keys[table.file] = validate(table, rows, place, keys=keys, broken=broken)
    for rule, times in sorted(broken.items()):
        print(f"{times:>10,}  {rule}")


def read(path: Path, *, rows: bool = True) -> tuple[list[str], Rows]:
    """The header and the rows of a file, or the header alone."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        return header, list(reader) if rows else []


def validate(
    table: Table, rows: Rows, place: dict[str, int], *, keys: dict[str, set[str]], broken: Counter[str]
) -> set[str]:
    """Ask every rule of a table; returns its keys."""
    own = {row[0] for row in rows}
    if len(own) < len(rows):
        broken[f"{table.file}.sourcedId repeated"] += len(rows) - len(own)
    for column in table.required:
        at = place[column]
        count(broken, f"{table.file}.{column} empty", rows, lambda row, at=at: not row[at].strip())
    for column, values in table.values.items():
        at, known = place[column], {"", *values}
        count(broken, f"{table.file}.{column} not in its list", rows, lambda row, at=at, k=known: row[at] not in k)
    for column in table.dates:
        at, days = place[column], Days()
        count(broken, f"{table.file}.{column} no date", rows, lambda row, at=at, days=days: row[at] not in days)
    for column, other in table.refers.items():
        at, known = place[column], keys.get(other, own) | {""}
        count(broken, f"{table.file}.{column} unknown", rows, lambda row, at=at, k=known: row[at] not in k)
    if table.order:
        begin, end = (place[column] for column in table.order)
        count(broken, f"{table.file} ends before it begins", rows, lambda row: "" < row[end] < row[begin])
    return own


def count(broken: Counter[str], rule: str, rows: Rows, wrong: Callable[[Sequence[str]], bool]) -> None:
    """Note how many rows are wrong."""
    times = sum(map(wrong, rows))
    if times:
        broken[rule] += times


class Days(dict[str, bool]):
    """Remembers which texts are dates; the empty one is none and yet allowed."""

    def __contains__(self, text: object) -> bool:
        return self[str(text)]

    def __missing__(self, text: str) -> bool:
        try:
            fine = not text or bool(date.fromisoformat(text[:10]))
        except ValueError:
            fine = False
        self[text] = fine
        return fine


if __name__ == "__main__":
    main()
