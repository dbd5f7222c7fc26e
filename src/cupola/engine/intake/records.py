"""One record put together from its physical lines, and what went wrong with its quotes."""

from __future__ import annotations

from dataclasses import dataclass, field

from cupola.engine.intake.lines import Skeleton
from cupola.engine.intake.quoting import QUOTE, Pieces, split

KEY_LENGTH = 200


@dataclass(slots=True)
class Record:
    """A record that may go on over several lines.

    `raw` keeps its lines as they stand, to be read again when a quote turns out never to be closed;
    it is given up (None) when the record grows beyond `largest` bytes, and so is the text of the cells.
    `opened` is the line where the cell that is still open began.
    """

    line: int
    largest: int
    cells: list[bytes] = field(default_factory=list)
    raw: list[bytes] | None = field(default_factory=list)
    open_parts: list[bytes] = field(default_factory=list)
    broken_cells: list[int] = field(default_factory=list)
    last_line: int = 0
    opened: int = 0
    size: int = 0
    open: bool = False
    damaged: bool = False
    ended: bool = True

    @property
    def too_large(self) -> bool:
        """Whether its text was let go."""
        return self.raw is None

    def add(self, number: int, line: bytes, delimiter: bytes) -> bool:
        """Take in the next line; False when it shows that the open quote was never meant to go on."""
        if self.open and QUOTE not in line:
            self._go_on(number, line)
            return True
        body = line.rstrip(b"\r\n")
        pieces = split(body, delimiter, inside=self.open)
        if self.open and pieces.damaged_first:
            return False
        self._keep(line)
        self._join(pieces, number, end=line[len(body) :])
        self.damaged = self.damaged or pieces.damaged
        self.last_line = number
        self.ended = len(body) < len(line)
        if self.too_large:
            self._let_go()
        return True

    @property
    def fields(self) -> int:
        """How many cells it has so far, the open one included."""
        return len(self.cells) + self.open

    def key(self) -> str | None:
        """The first cell, short, when it is whole."""
        if not self.cells or not self.cells[0]:
            return None
        return self.cells[0][:KEY_LENGTH].decode("utf-8", "replace")

    def _go_on(self, number: int, line: bytes) -> None:
        """A line that lies within a quoted cell from end to end."""
        self.last_line = number
        self.ended = line.endswith((b"\n", b"\r"))
        self._keep(line)
        if self.too_large:
            self._let_go()
        else:
            self.open_parts.append(line)

    def _keep(self, line: bytes) -> None:
        self.size += len(line)
        if self.raw is not None:
            self.raw.append(line)
            if self.size > self.largest or isinstance(line, Skeleton):
                self.raw = None

    def _join(self, pieces: Pieces, number: int, end: bytes) -> None:
        rest = pieces.cells
        if self.open:
            self.open_parts.append(rest[0])
            if pieces.open and len(rest) == 1:
                self.open_parts.append(end)
                return
            self.broken_cells.append(len(self.cells))
            self.cells.append(b"".join(self.open_parts))
            rest = rest[1:]
        self.open_parts = [rest.pop(), end] if pieces.open else []
        self.opened = number if pieces.open else self.opened
        self.cells.extend(rest)
        self.open = pieces.open

    def _let_go(self) -> None:
        self.cells = [cell[:KEY_LENGTH] if place == 0 else b"" for place, cell in enumerate(self.cells)]
        self.open_parts = []
