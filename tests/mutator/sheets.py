"""Tables as a test thinks of them, and the ways in which they are written to a folder or a zip."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

DELIVERED = datetime(2026, 10, 30, 6, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Style:
    """How a table is written: none of this is a fault."""

    encoding: str = "utf-8"
    bom: bool = False
    line_end: str = "\n"
    delimiter: str = ","
    quote_all: bool = False
    last_line_end: bool = True


PLAIN = Style()


@dataclass
class Sheet:
    """A header and rows of text cells; the row after the header stands in line 2.

    A bare sheet is written without its header: then the first row stands in line 1.
    """

    header: list[str]
    rows: list[dict[str, str]]
    bare: bool = False

    @classmethod
    def of(cls, header: str, rows: Iterable[Mapping[str, str]], *, bare: bool = False) -> Sheet:
        names = header.split(",")
        return cls(names, [{name: row.get(name, "") for name in names} for row in rows], bare)

    def line(self, row: dict[str, str]) -> int:
        """The physical line of a row, which is meant itself and not one that is equal."""
        return next(line for line, each in enumerate(self.rows, start=1 if self.bare else 2) if each is row)

    def where(self, **cells: str) -> list[dict[str, str]]:
        return [row for row in self.rows if all(row[name] == cell for name, cell in cells.items())]

    def one(self, **cells: str) -> dict[str, str]:
        (row,) = self.where(**cells)
        return row

    def add(self, row: Mapping[str, str], **changed: str) -> dict[str, str]:
        """Append a copy of a row with some cells changed."""
        new = {**row, **changed}
        self.rows.append(new)
        return new

    def copy(self) -> Sheet:
        return Sheet(list(self.header), [dict(row) for row in self.rows], self.bare)

    def records(self) -> list[list[str]]:
        return [
            *([] if self.bare else [self.header]),
            *([row.get(name, "") for name in self.header] for row in self.rows),
        ]

    def text(self, style: Style = PLAIN) -> str:
        lines = [style.delimiter.join(_cell(cell, style) for cell in record) for record in self.records()]
        return style.line_end.join(lines) + (style.line_end if style.last_line_end else "")

    def bytes(self, style: Style = PLAIN) -> bytes:
        text = ("\ufeff" if style.bom else "") + self.text(style)
        return text.encode(style.encoding)


def _cell(cell: str, style: Style) -> str:
    if style.quote_all or any(sign in cell for sign in (style.delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


Content = Sheet | bytes
Files = dict[str, Content]


def copy_of(files: Mapping[str, Content]) -> Files:
    return {name: content.copy() if isinstance(content, Sheet) else content for name, content in files.items()}


def sheet(files: Mapping[str, Content], name: str) -> Sheet:
    content = files[name]
    assert isinstance(content, Sheet)
    return content


def raw(files: Mapping[str, Content], name: str, style: Style = PLAIN) -> bytes:
    content = files[name]
    return content.bytes(style) if isinstance(content, Sheet) else content


@dataclass(frozen=True)
class Packing:
    """How a delivery is laid out: the style of each file, and which folders become a zip."""

    style: Style = PLAIN
    styles: Mapping[str, Style] = field(default_factory=dict)
    zipped: frozenset[str] = frozenset()
    compression: int = zipfile.ZIP_DEFLATED
    backwards: bool = False
    modified: datetime = DELIVERED


def write(files: Mapping[str, Content], folder: Path, packing: Packing = Packing()) -> Path:
    """Write a delivery into a new folder; every file carries the time of the delivery."""
    folder.mkdir(parents=True)
    contents = {name: raw(files, name, packing.styles.get(name, packing.style)) for name in files}
    for name, content in contents.items():
        if name.partition("/")[0] not in packing.zipped:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for top in packing.zipped:
        inner = {name.partition("/")[2]: each for name, each in contents.items() if name.startswith(f"{top}/")}
        (folder / f"{top}.zip").write_bytes(zipped(inner, packing))
    for path in folder.rglob("*"):
        os.utime(path, (packing.modified.timestamp(),) * 2)
    return folder


def zipped(contents: Mapping[str, bytes], packing: Packing = Packing()) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing.compression) as archive:
        for name in sorted(contents, reverse=packing.backwards):
            member = zipfile.ZipInfo(name, packing.modified.timetuple()[:6])
            archive.writestr(member, contents[name], packing.compression)
    return target.getvalue()
