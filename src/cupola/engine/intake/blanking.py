"""Copies a delivered file without what is never read: cells of forbidden columns are empty, all lines stay in place."""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from cupola.engine.intake.archives import Unpacker
from cupola.engine.intake.forbidden import is_forbidden
from cupola.engine.intake.limits import USUAL
from cupola.engine.intake.look import look
from cupola.engine.intake.problems import Refused
from cupola.engine.intake.shape import Kind, Shape
from cupola.engine.intake.sheets import sheets
from cupola.engine.intake.signature import is_archive
from cupola.engine.kinds import Arrival

ENDING_OF_A_WORKBOOK = ".xlsx"


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of a file: `path` of the copy (None when there is none) and which columns were emptied."""

    path: Path | None
    blanked: tuple[str, ...] = ()
    why_not: str = ""


def copy_blanked(source: Path, target: Path, *, depth: int = 1) -> Copied:
    """Copy a file to `target` with the cells of forbidden columns empty; without such columns it is byte for byte.

    What cannot be looked into is not copied, as nobody knows what it holds. A workbook that must be rewritten becomes
    a plain .xlsx beside `target`. An archive becomes an archive of such copies.
    """
    if is_archive(source):
        return _archive(source, target, depth)
    with tempfile.TemporaryDirectory(prefix="cupola-look-") as room:
        shapes = look(_arrival(source), Path(room))
        if not any(shape.readable for shape in shapes):
            return Copied(None, why_not=shapes[0].problems[0].fact if shapes and shapes[0].problems else "is no table.")
        if shapes[0].arrival.path != source:
            return Copied(None, why_not="is a database, which holds accounts and tokens as well.")
        dropped = tuple(sorted({name for shape in shapes for name in shape.dropped}))
        if not dropped:
            shutil.copyfile(source, target)
            return Copied(target)
        if shapes[0].kind is Kind.TEXT:
            _text(source, target, shapes[0])
            return Copied(target, dropped)
        if shapes[0].kind is Kind.WORKBOOK:
            try:
                return Copied(_workbook(source, target), dropped)
            except Refused as refused:
                return Copied(None, why_not=refused.problem.fact)
    return Copied(None, dropped, "it holds columns that are never kept, and cannot be written without them.")


def _arrival(path: Path) -> Arrival:
    info = path.stat()
    return Arrival(path.name, path, "", datetime.fromtimestamp(info.st_mtime, UTC), info.st_size)


def _text(source: Path, target: Path, shape: Shape) -> None:
    """The same lines, read and written as they are encoded; a cell keeps its line breaks."""
    csv.field_size_limit(sys.maxsize)
    facts = shape.facts
    encoding = "utf-8-sig" if facts.bom and facts.encoding == "utf-8" else facts.encoding or "utf-8"
    ends = {"CRLF": "\r\n", "CR": "\r"}
    with (
        source.open(encoding=encoding, errors="surrogateescape", newline="") as lines,
        target.open("w", encoding=encoding, errors="surrogateescape", newline="") as out,
    ):
        rows = csv.reader(lines, delimiter=facts.delimiter or ",")
        writer = csv.writer(out, delimiter=facts.delimiter or ",", lineterminator=ends.get(facts.line_end, "\n"))
        writer.writerows(_blanked(rows, shape))


def _blanked(rows: Iterator[list[str]], shape: Shape) -> Iterator[list[str]]:
    """The rows with the places of forbidden columns empty from the line after the header on."""
    places = [place for place, name in enumerate(shape.names) if name in shape.dropped]
    for row in rows:
        if rows.line_num >= shape.data_line:  # type: ignore[attr-defined]
            row = ["" if place in places else cell for place, cell in enumerate(row)]
        yield row


def _workbook(source: Path, target: Path) -> Path:
    """Every sheet as text cells; from the first row that names a forbidden column on, its cells are empty."""
    import xlsxwriter

    target = target if target.suffix.lower() == ENDING_OF_A_WORKBOOK else target.with_name(target.name + ".xlsx")
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    for sheet in sheets(_arrival(source), USUAL):
        page = book.add_worksheet()
        places: set[int] = set()
        for number, row in enumerate(sheet.rows):
            for place, cell in enumerate(row):
                if cell and place not in places:
                    page.write_string(number, place, cell)
            places |= _named(row)
    book.close()
    return target


def _named(row: Sequence[str]) -> set[int]:
    return {place for place, cell in enumerate(row) if cell and is_forbidden(cell)}


def _archive(source: Path, target: Path, depth: int) -> Copied:
    with tempfile.TemporaryDirectory(prefix="cupola-unpacked-", dir=target.parent) as folder:
        room = Path(folder)
        unpacker = Unpacker(room, USUAL)
        unpacker.unpack(source, "")
        blanked: set[str] = set()
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            for number, arrival in enumerate(unpacker.arrivals):
                copy = copy_blanked(arrival.path, room / f"copy-{number}{arrival.path.suffix}", depth=depth + 1)
                blanked |= set(copy.blanked)
                if copy.path is not None:
                    ending = ENDING_OF_A_WORKBOOK if copy.path.suffix != arrival.path.suffix else ""
                    archive.write(copy.path, arrival.name.lstrip("/") + ending)
                    copy.path.unlink()
                arrival.path.unlink(missing_ok=True)
    return Copied(target, tuple(sorted(blanked)))
