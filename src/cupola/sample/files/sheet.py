"""The desk that files are written on: CSV files, zip archives, fixed times, counted rows, planted edits."""

import datetime as dt
import os
import re
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from cupola.sample.days import EPOCH, TODAY, iso_day
from cupola.sample.edits import Edit, FileEdits, cell

Progress = Callable[[str, float], None]
SIX_IN_THE_MORNING = (6, 0, 0)
COMPRESSION = 3
FIELD = re.compile(r"«(\w+)»")


class Sheet:
    """A CSV file being written; rows come as columns, keys tell which row an edit is for."""

    headed = True
    joined: Callable[[Iterable[str]], str] = staticmethod(",".join)
    quoted: Callable[[str], str] = staticmethod(cell)

    def __init__(self, stream: IO[bytes], header: Sequence[str], edits: FileEdits | None, *, located: dict[int, int]):
        self._stream = stream
        self._places = {name: place for place, name in enumerate(header)}
        self._edits = edits
        self._waiting = dict(edits.by_key) if edits else {}
        self._located = located
        self._line = 1
        self.rows = 0
        if self.headed:
            self._put([",".join(header)])

    @property
    def edited(self) -> bool:
        """Whether any row of this file is to be changed, so that a writer can save itself the keys."""
        return bool(self._waiting)

    def write(self, columns: Sequence[Iterable[str]], keys: Sequence[str] | None = None) -> None:
        """Write rows given as columns; without `keys` the first column is the key."""
        if not self._waiting:
            lines = list(map(self.joined, zip(*columns, strict=False)))
            self.rows += len(lines)
            self._put(lines)
            return
        rows = list(zip(*columns, strict=False))
        names = [row[0] for row in rows] if keys is None else keys
        done = 0
        for place in [place for place, name in enumerate(names) if name in self._waiting]:
            edits = self._waiting.pop(names[place], None)
            if edits is None:
                continue
            self._plain(rows[done:place])
            self._change(list(rows[place]), edits)
            done = place + 1
        self._plain(rows[done:])

    def close(self) -> None:
        """Write the rows that only faults add."""
        for row in self._edits.rows if self._edits else ():
            cells = [""] * len(self._places)
            for name, text in row.cells.items():
                cells[self._places[name]] = self.quoted(text)
            asked = [edit.fault for text in row.cells.values() for edit in self._waiting.get(text, ())]
            self._one(row.raw or self.joined(cells), [row.fault, *asked])

    def _plain(self, rows: Sequence[Sequence[str]]) -> None:
        self.rows += len(rows)
        self._put([self.joined(row) for row in rows])

    def _change(self, cells: list[str], edits: Sequence[Edit]) -> None:
        for edit in edits:
            for name, text in edit.cells.items():
                cells[self._places[name]] = self.quoted(text)
        if not any(edit.drop for edit in edits):
            self._one(self.joined(cells), [edit.fault for edit in edits if not edit.copies])
        for edit in edits:
            for number, copy in enumerate(edit.copies, 1):
                twin = list(cells)
                for name, text in copy.items():
                    twin[self._places[name]] = self.quoted(text)
                self._one(self.joined(twin), [edit.fault] if number == len(edit.copies) else [])

    def _one(self, text: str, faults: Sequence[int]) -> None:
        for fault in faults:
            self._located.setdefault(fault, self._line)
        self.rows += 1
        self._put([text])

    def _put(self, lines: list[str]) -> None:
        if lines:
            text = "\r\n".join(lines) + "\r\n"
            self._line += len(lines) if self._edits is None else text.count("\n")
            self._stream.write(text.encode())


class Bare(Sheet):
    """A CSV file without a header."""

    headed = False


class Records(Bare):
    """A file of records as a state takes them up: no header, the fields apart by ^. No field holds a comma."""

    def _put(self, lines: list[str]) -> None:
        super()._put([line.replace(",", "^") for line in lines])


@dataclass(frozen=True, slots=True)
class Form:
    """How a JSON or XML file is written: what stands before and after its records, and one record with its fields.

    A field stands in `record` as `«name»`; the text between two records is `joint`.
    """

    opening: str
    record: str
    closing: str
    joint: str = "\n"

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the fields, each once, in the order of the record."""
        return tuple(dict.fromkeys(FIELD.findall(self.record)))


class Document(Sheet):
    """A JSON or XML file being written, a record a line; what its fields hold needs no escaping."""

    headed = False

    def __init__(self, stream: IO[bytes], form: Form, edits: FileEdits | None, *, located: dict[int, int]):
        super().__init__(stream, form.header, edits, located=located)
        pattern = FIELD.sub("%s", form.record.replace("%", "%%"))
        places = [form.header.index(name) for name in FIELD.findall(form.record)]
        self.joined = lambda row: pattern % _picked(tuple(row), places)
        self.quoted = lambda text: text
        self._form = form
        stream.write(form.opening.encode())
        self._line += form.opening.count("\n")

    def close(self) -> None:
        """Write the records that only faults add, and what ends the file."""
        super().close()
        self._stream.write(self._form.closing.encode())

    def _put(self, lines: list[str]) -> None:
        if lines:
            before = self._form.joint if self._begun else ""
            self._begun = True
            self._stream.write((before + self._form.joint.join(lines)).encode())
            self._line += len(lines)

    _begun = False


def _picked(row: tuple[str, ...], places: list[int]) -> tuple[str, ...]:
    return row if len(row) == len(places) else tuple([row[place] for place in places])


@dataclass(slots=True)
class Desk:
    """Where a run writes: the folder, the planted edits by path, lines found for faults, and rows per file."""

    folder: Path
    edits: dict[str, FileEdits] = field(default_factory=dict)
    located: dict[int, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def sheet(self, path: str, header: Sequence[str], as_of: int = TODAY) -> Iterator[Sheet]:
        """A CSV file of the folder."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            yield from self._filled(stream, path, header)
        self.stamp(path, as_of)

    @contextmanager
    def bare(self, path: str, header: Sequence[str]) -> Iterator[Sheet]:
        """A CSV file without a header."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            yield from self._filled(stream, path, header, kind=Bare)
        self.stamp(path)

    @contextmanager
    def records(self, path: str, header: Sequence[str]) -> Iterator[Sheet]:
        """A file of records without a header."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            yield from self._filled(stream, path, header, kind=Records)
        self.stamp(path)

    @contextmanager
    def document(self, path: str, form: Form) -> Iterator[Sheet]:
        """A JSON or XML file of the folder."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            document = Document(stream, form, self.edits.get(path), located=self.located)
            yield document
            document.close()
        self.rows[path] = document.rows
        self.stamp(path)

    @contextmanager
    def archive(self, path: str, as_of: int) -> Iterator["Archive"]:
        """A zip archive of the folder; its members carry its as-of day."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as package:
            yield Archive(self, package, path, as_of)
        self.stamp(path, as_of)

    def put(self, path: str, content: bytes, as_of: int = TODAY) -> None:
        """A small file whose bytes are known."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.stamp(path, as_of)

    def stamp(self, path: str, as_of: int = TODAY) -> None:
        """Give a file the time of its day: 06:00 local."""
        date = EPOCH + dt.timedelta(days=as_of)
        seconds = int(time.mktime((*date.timetuple()[:3], *SIX_IN_THE_MORNING, 0, 0, -1)))
        os.utime(self.folder / path, (seconds, seconds))

    def _filled(
        self, stream: IO[bytes], path: str, header: Sequence[str], *, kind: type[Sheet] = Sheet
    ) -> Iterator[Sheet]:
        sheet = kind(stream, header, self.edits.get(path), located=self.located)
        yield sheet
        sheet.close()
        self.rows[path] = sheet.rows


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip archive being written, one member at a time."""

    desk: Desk
    package: zipfile.ZipFile
    path: str
    as_of: int

    @contextmanager
    def sheet(self, name: str, header: Sequence[str]) -> Iterator[Sheet]:
        """A CSV file in the archive."""
        with self.package.open(member(name, self.as_of), "w", force_zip64=True) as stream:
            yield from self.desk._filled(stream, f"{self.path}/{name}", header)


def member(name: str, as_of: int = TODAY) -> zipfile.ZipInfo:
    """The entry of an archive, with nothing in it that depends on the machine or the hour."""
    year, month, date = (int(part) for part in iso_day(as_of).split("-"))
    info = zipfile.ZipInfo(name, (year, month, date, *SIX_IN_THE_MORNING))
    info.compress_type = zipfile.ZIP_DEFLATED
    info._compresslevel = COMPRESSION  # type: ignore[attr-defined]
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info
