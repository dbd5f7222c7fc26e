"""Records of a document set down by table while it is gone through, so that it is gone through once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from cupola.engine.intake.forbidden import is_forbidden
from cupola.engine.intake.header import LONGEST_NAME
from cupola.engine.intake.items import Item

MOST_WAITING = 4_000_000
# Stands for a cell of a column that is never kept: that it was filled is told, what it held is not set down.
FILLED = "x"


@dataclass(frozen=True, slots=True)
class Laid:
    """A record as it was set down: its line, its cells by the place of their column, or what is wrong with it."""

    line: int
    hidden: int
    fault: str | None
    places: Sequence[int]
    values: Sequence[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shelved:
    """The records of one table of a document: stretches (begin, bytes) of a file of ours, in their order."""

    path: Path
    stretches: tuple[tuple[int, int], ...]
    sha256: str

    def __iter__(self) -> Iterator[Laid]:
        with self.path.open("rb") as file:
            for begin, size in self.stretches:
                file.seek(begin)
                for line in file.read(size).splitlines():
                    yield Laid(*json.loads(line))


class Shelf:
    """Takes the records of a document, table by table, into one file in the folder `room`.

    Memory holds at most `MOST_WAITING` bytes and one record.
    """

    def __init__(self, room: Path) -> None:
        self.path = room / f"records-{uuid4().hex}.jsonl"
        self.file = self.path.open("wb")
        self.waiting: dict[str, list[bytes]] = defaultdict(list)
        self.stretches: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.forbidden: dict[str, bool] = {}
        self.size = 0

    def put(self, item: Item, columns: Mapping[str, int]) -> None:
        """Set a record down; `columns` are the places of its table's columns, those of this record among them."""
        places, values = [], []
        for title, value in item.cells.items():
            name = column_name(title)
            if name in columns:
                places.append(columns[name])
                values.append(FILLED if value and self._is_forbidden(name) else value)
        line = json.dumps([item.line, item.hidden, item.fault, places, values], separators=(",", ":")).encode()
        self.waiting[item.table].append(line)
        self.size += len(line)
        if self.size > MOST_WAITING:
            self._write()

    def close(self) -> None:
        """Nothing more comes."""
        self._write()
        self.file.close()

    def of(self, table: str, *, sha256: str) -> Shelved:
        """What was set down of one table; `sha256` is the hash of the document."""
        return Shelved(self.path, tuple(self.stretches[table]), sha256)

    def drop(self) -> None:
        """Throw away what was set down."""
        self.file.close()
        self.path.unlink(missing_ok=True)

    def _is_forbidden(self, name: str) -> bool:
        if name not in self.forbidden:
            self.forbidden[name] = is_forbidden(name)
        return self.forbidden[name]

    def _write(self) -> None:
        for table, lines in self.waiting.items():
            block = b"\n".join(lines) + b"\n"
            self.stretches[table].append((self.file.tell(), len(block)))
            self.file.write(block)
        self.waiting.clear()
        self.size = 0


def column_name(title: str) -> str:
    """The name that a path of a document has as a column."""
    return title[:LONGEST_NAME].replace("\0", "")
