"""A cheap look at the head of a file: what it is, how it is written, where its table begins."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cupola.engine.intake.databases import is_database, lay_out
from cupola.engine.intake.documents import kind_of_document, look_at_document
from cupola.engine.intake.encodings import Balance, byte_order_mark, guess_wide, repaired
from cupola.engine.intake.header import (
    Found,
    Header,
    find_header,
    fixed_width_header,
    is_fixed_width,
    usual_width,
)
from cupola.engine.intake.limits import USUAL, Limits
from cupola.engine.intake.problems import unreadable_file
from cupola.engine.intake.records import Record
from cupola.engine.intake.shape import Kind, Shape, nothing_readable, sample_row
from cupola.engine.intake.signature import HEAD, is_workbook, refusal
from cupola.engine.intake.workbook import look_at_workbook
from cupola.engine.kinds import Arrival, FileFacts, ReadProblem

DELIMITERS = (",", "\t", ";", "|", "^")
SNIFFED = 60
SAMPLED = 200
MOST_UNCLOSED = 20
LONGEST_RECORD = 500


@dataclass(frozen=True, slots=True)
class Head:
    """The first part of a text file as UTF-8 lines; `whole` when it is the whole file."""

    lines: tuple[bytes, ...]
    encoding: str
    bom: int
    whole: bool


def look(arrival: Arrival, room: Path, *, limits: Limits = USUAL) -> tuple[Shape, ...]:
    """The tables of a file: one for text, one a sheet, one a kind of record of XML or JSON.

    An unreadable one says why. Reads at most 256 KB of a text file; the records of XML and JSON are set down in the
    folder `room`, which must be there until they are read. Never raises for what the file holds.
    """
    try:
        with arrival.path.open("rb") as file:
            head = file.read(HEAD)
        if is_workbook(arrival.path, head):
            return look_at_workbook(arrival, limits)
        if is_database(head) and (tables := lay_out(arrival, room)) is not None:
            return tuple(_look_at_table(name, table, limits) for name, table in tables)
        problem = refusal(arrival.name, head)
        kind = None if problem else kind_of_document(head)
        if kind is not None:
            return look_at_document(arrival, kind, head, limits=limits, room=room)
    except OSError as error:
        return (nothing_readable(arrival, unreadable_file(arrival.name, error)),)
    return (nothing_readable(arrival, problem) if problem else _look_at_text(arrival, head, limits),)


def _look_at_table(name: str, table: Arrival, limits: Limits) -> Shape:
    """A table of a database, which was laid out as CSV with a header of ours."""
    with table.path.open("rb") as file:
        shape = _look_at_text(table, file.read(HEAD), limits)
    return replace(shape, facts=replace(shape.facts, sheet=name))


def _look_at_text(arrival: Arrival, raw: bytes, limits: Limits) -> Shape:
    head = _head(raw, whole=len(raw) < HEAD)
    delimiter = _delimiter(head)
    records = list(_records(head, delimiter, SAMPLED + SNIFFED)) or _first_line(head, delimiter)
    if not records:
        fact = "its first line goes on for more than 256 kilobytes; this is no table."
        return nothing_readable(arrival, ReadProblem("FIL-001", arrival.name, fact, line=1))
    first_line = next(at for at, line in enumerate(head.lines, start=1) if line.strip(b"\r\n"))
    if is_fixed_width(records):
        header = fixed_width_header(arrival.name, records)
    else:
        header = find_header(arrival.name, records, first_line=first_line)
    if len(header.names) > limits.columns:
        fact = f"it has {len(header.names):,} columns; the most that is read is {limits.columns:,}."
        return nothing_readable(arrival, ReadProblem("FIL-024", arrival.name, fact, line=header.line or None))
    dropped = header.dropped()
    kept = [place for place, name in enumerate(header.names) if name not in dropped]
    rows = records[header.place + 1 :][:SAMPLED]
    return Shape(
        arrival,
        Kind.TEXT,
        _facts(head, delimiter, header),
        header.names,
        dropped,
        tuple(sample_row(row.cells, kept) for row in rows),
        tuple(row.line for row in rows),
        header.data_line,
        header.problems,
    )


def _facts(head: Head, delimiter: str, header: Header) -> FileFacts:
    ends = {line[len(line.rstrip(b"\r\n")) :] for line in head.lines} - {b""}
    names = {b"\n": "LF", b"\r\n": "CRLF", b"\r": "CR"}
    line_end = names[ends.pop()] if len(ends) == 1 else "mixed" if ends else "none"
    return FileFacts("", head.encoding, head.bom > 0, line_end, delimiter, header.titles, header.line)


def _head(raw: bytes, *, whole: bool) -> Head:
    marked, bom = byte_order_mark(raw)
    encoding = marked or guess_wide(raw) or "utf-8"
    text = codecs.getincrementaldecoder(encoding)("replace").decode(raw[bom:]).encode("utf-8", "replace")
    if encoding == "utf-8":
        text = raw[bom:]
        balance = Balance()
        for line in text.splitlines()[: None if whole else -1]:
            balance.weigh(line)
        encoding = balance.encoding if marked is None else encoding
    if encoding == "cp1252":
        text = text.decode("cp1252", "replace").encode()
    lines = text.splitlines(keepends=True)
    return Head(tuple(lines if whole else lines[:-1]), encoding, bom, whole)


def _delimiter(head: Head) -> str:
    """The character that cuts most lines into the same number of cells, the header among them."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        records = list(_records(head, delimiter, SNIFFED))
        width = usual_width(records)
        if width < 2:
            continue
        share = sum(len(record.cells) == width for record in records) / len(records)
        score = (round(share, 1) + 0.5 * (len(records[0].cells) == width), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(head: Head, delimiter: str, most: int) -> Iterator[Found]:
    """The first records; a line with a quote that is never closed is passed over."""
    cut, at, found, unclosed = delimiter.encode(), 0, 0, 0
    while at < len(head.lines) and found < most and unclosed < MOST_UNCLOSED:
        if not head.lines[at].rstrip(b"\r\n"):
            at += 1
            continue
        record = Record(at + 1, HEAD)
        at = _gather(record, head.lines[: at + LONGEST_RECORD], at=at, delimiter=cut)
        if record.open:
            unclosed += 1
            continue
        found += 1
        yield Found(record.line, record.last_line, tuple(repaired(cell) for cell in record.cells))


def _first_line(head: Head, delimiter: str) -> list[Found]:
    """The first line as it stands, when every line has a quote that is never closed."""
    for at, line in enumerate(head.lines, start=1):
        if body := line.rstrip(b"\r\n"):
            return [Found(at, at, tuple(repaired(cell) for cell in body.split(delimiter.encode())))]
    return []


def _gather(record: Record, lines: Sequence[bytes], *, at: int, delimiter: bytes) -> int:
    """Fill a record from a line on; the place of the line after it."""
    start = at
    while at < len(lines) and record.add(at + 1, lines[at], delimiter):
        at += 1
        if not record.open:
            return at
    return start + 1
