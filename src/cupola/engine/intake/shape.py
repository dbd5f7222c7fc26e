"""What a look at a file tells: where its table begins and what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from cupola.engine.intake.shelved import Shelved
from cupola.engine.kinds import Arrival, FileFacts, ReadProblem

Row = tuple[str | None, ...]


class Kind(Enum):
    """What can be done with the bytes."""

    TEXT = "text"
    WORKBOOK = "workbook"
    XML = "xml"
    JSON = "json"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Shape:
    """One table of a file before it is read, with all that `read` needs.

    `names` are the header names of every column made distinct, `dropped` the ones among them that are
    never read. `sample` holds up to 200 rows of the other columns (`columns`), `sample_lines` their
    lines. `data_line` is the first physical line after the header (1-based). `facts.sha256` is empty
    until the file is read. `places` are the columns of a sheet that the names stand for. Of XML, `document` is
    the root (namespace and name) and `record` the kind of record that this table holds; of JSON, `record` is
    the list it stands in, and `shelved` are its records. An unreadable shape has no columns and says why in `problems`.
    """

    arrival: Arrival
    kind: Kind
    facts: FileFacts
    names: tuple[str, ...] = ()
    dropped: frozenset[str] = frozenset()
    sample: tuple[Row, ...] = ()
    sample_lines: tuple[int, ...] = ()
    data_line: int = 1
    problems: tuple[ReadProblem, ...] = ()
    notes: tuple[str, ...] = ()
    last_of_file: bool = True
    places: tuple[int, ...] = ()
    document: str = ""
    record: str = ""
    shelved: Shelved | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that are read, in the order of the file."""
        return tuple(name for name in self.names if name not in self.dropped)

    @property
    def readable(self) -> bool:
        """Whether `read` can be called for it."""
        return self.kind is not Kind.UNREADABLE


NO_FACTS = FileFacts("", "", False, "", "", (), 0)


def nothing_readable(arrival: Arrival, problem: ReadProblem) -> Shape:
    """The shape of a file that is no table, with the reason."""
    return Shape(arrival, Kind.UNREADABLE, NO_FACTS, problems=(problem,))


def sample_row(cells: Sequence[str], kept: Sequence[int]) -> Row:
    """The cells of the columns that are read, None for an empty one."""
    return tuple((cells[place] or None) if place < len(cells) else None for place in kept)
