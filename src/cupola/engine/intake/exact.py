"""The exact reader: every physical line accounted for, written anew as CSV without ambiguity."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from cupola.engine.errors import CupolaError
from cupola.engine.intake.lines import Batch, Lines
from cupola.engine.intake.quoting import QUOTE, split
from cupola.engine.intake.records import Record
from cupola.engine.intake.shape import Shape
from cupola.engine.intake.verdicts import Verdicts

REPLAY_FLOOR = 64_000_000
REPLAY_TIMES = 20


@dataclass(slots=True)
class Outcome:
    """What the exact reader wrote: its rows, and what the next reader must know."""

    rows: int = 0
    longest: int = 0
    breaks: bool = False
    replayed: int = 0
    one_line_each: bool = False
    out: list[bytes] = field(default_factory=list)


class ExactReader:
    """Reads a table of text line by line and writes each row as `line,cells…` in clean CSV.

    A line without quotes, with the right number of fields and sound UTF-8, is copied as it stands. Any
    other goes through `Record`, which knows RFC 4180, and through `Verdicts`, which decides whether the
    row is kept. When a quote is never closed only its own row is set aside: the lines after it are read
    again. The rereading is bounded; after that no cell may go on over the end of a line.
    """

    def __init__(self, shape: Shape, lines: Lines, verdicts: Verdicts) -> None:
        self.delimiter = shape.facts.delimiter.encode()
        self.width = len(shape.names)
        self.lines = lines
        self.limits = verdicts.limits
        self.verdicts = verdicts
        self.first = shape.data_line
        self.whole_row = _whole_row(self.delimiter, self.width)
        self.pending: Record | None = None
        self.accounted = 0
        self.budget = REPLAY_FLOOR + REPLAY_TIMES * lines.size
        self.result = Outcome()

    def write(self, target: BinaryIO) -> Outcome:
        """Read all, write all."""
        while True:
            batch = self.lines.batch()
            if batch is not None:
                self._read(batch)
            elif not self._close():
                self._prove_complete()
                return self.result
            self._flush(target)

    def _prove_complete(self) -> None:
        """Every physical line is in the head, is blank, or belongs to exactly one record."""
        total = self.lines.number - 1
        if self.accounted + min(self.first - 1, total) != total:
            fact = f"{total:,} lines came in but {self.accounted:,} were accounted for."
            raise CupolaError(self.verdicts.file, fact, "This is a defect of Cupola: please report it.")

    def _flush(self, target: BinaryIO) -> None:
        out = self.result.out
        if out:
            self.result.rows += len(out)
            target.write(b"\n".join(out) + b"\n")
            out.clear()

    def _read(self, batch: Batch) -> None:
        out, delimiter, commas = self.result.out, self.delimiter, self.width - 1
        lines, number, longest = batch.lines, batch.number, self.limits.cell_bytes
        is_whole_row = self.whole_row.fullmatch
        careful = 0
        start = max(batch.start, self.first - number)
        for at in range(start, len(lines)):
            line = lines[at]
            body = line.rstrip(b"\r\n")
            if (
                batch.sound
                and self.pending is None
                and len(line) <= longest
                and type(line) is bytes
                and (line.count(delimiter) == commas if QUOTE not in line else is_whole_row(body))
            ):
                if body:
                    out.append(b"%d%b%b" % (number + at, delimiter, body))
                continue
            careful += 1
            if not self._careful(batch, at):
                self.accounted += at + 1 - start - careful
                return
        self.accounted += max(0, len(lines) - start) - careful

    def _careful(self, batch: Batch, at: int) -> bool:
        """Read one line with all care; False when lines were given back, to be read again."""
        line, number = batch.lines[at], batch.number + at
        if self.pending is None and not line.rstrip(b"\r\n"):
            self.accounted += 1
            return True
        record = self.pending or Record(number, self.limits.row_bytes)
        self.pending = record
        if not record.add(number, line, self.delimiter):
            return self._resume(record, record.opened, batch=batch, at=at)
        if record.open:
            if record.fields > self.width and record.last_line > record.line:
                return self._resume(record, record.line, batch=batch, at=at + 1)
            if self.result.one_line_each:
                return self._resume(record, record.opened, batch=batch, at=at + 1)
            return True
        if self._has_swallowed_rows(record):
            return self._resume(record, record.line, batch=batch, at=at + 1)
        self._judge(record)
        return True

    def _judge(self, record: Record) -> None:
        self.pending = None
        self.accounted += record.last_line - record.line + 1
        row = self.verdicts.judge(record)
        if row is None:
            return
        line = b"%d%b%b" % (record.line, self.delimiter, self.delimiter.join(row))
        self.result.out.append(line)
        self.result.longest = max(self.result.longest, len(line))
        self.result.breaks = self.result.breaks or bool(record.broken_cells)

    def _has_swallowed_rows(self, record: Record) -> bool:
        """Whether a quote closed only by chance, many lines on: the rows between are whole by themselves."""
        if record.last_line == record.line or not record.raw or record.fields == self.width:
            return False
        return any(
            len(pieces.cells) == self.width and not pieces.open
            for pieces in (split(line.rstrip(b"\r\n"), self.delimiter) for line in record.raw[1:])
        )

    def _resume(self, record: Record, opened: int, *, batch: Batch | None = None, at: int = 0) -> bool:
        """Set the row with the unclosed quote aside and go on with the line after it."""
        self.pending = None
        self.accounted += opened - record.line + 1
        self.verdicts.unclosed(record, opened)
        again = None if record.raw is None else record.raw[opened - record.line + 1 :]
        if again is None:
            self.lines.restart(opened + 1)
            self.result.replayed += self.lines.size
        else:
            if batch is not None:
                self.lines.give_back(replace(batch, start=at))
            self.lines.give_back(Batch(opened + 1, again, sound=False))
            self.result.replayed += sum(map(len, again))
        self.result.one_line_each = self.result.replayed > self.budget
        return False

    def _close(self) -> bool:
        """At the end of the file: an open record never closes; False when there is none."""
        record = self.pending
        if record is None:
            return False
        self._resume(record, record.opened)
        return True


def _whole_row(delimiter: bytes, width: int) -> re.Pattern[bytes]:
    """Matches a line whose cells, quoted or without any quote, leave no doubt and are just as many."""
    sign = re.escape(delimiter)
    cell = rb'(?:"(?:[^"]++|"")*+"|[^"%b]*+)' % sign
    return re.compile(rb"%b(?:%b%b){%d}" % (cell, sign, cell, width - 1))
