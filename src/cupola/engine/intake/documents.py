"""XML and JSON as tables: one for each kind of record, columns by path, every record kept or set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from cupola.engine.intake.encodings import byte_order_mark, guess_wide
from cupola.engine.intake.exact import Outcome
from cupola.engine.intake.forbidden import is_forbidden
from cupola.engine.intake.header import distinct
from cupola.engine.intake.items import Break, Item
from cupola.engine.intake.json_items import JsonItems
from cupola.engine.intake.limits import Limits
from cupola.engine.intake.problems import Problems, Refused
from cupola.engine.intake.records import Record
from cupola.engine.intake.roads import Plan, Written, write_clean
from cupola.engine.intake.shape import Kind, Shape, nothing_readable, sample_row
from cupola.engine.intake.shelved import Laid, Shelf, column_name
from cupola.engine.intake.tally import hash_only
from cupola.engine.intake.verdicts import Verdicts
from cupola.engine.intake.xml_items import XmlItems
from cupola.engine.kinds import Arrival, FileFacts, ReadProblem

SAMPLED = 200
MOST_TABLES = 1_000
AGAIN = "Export it once more and wait until the export has finished."
XML = re.compile(
    rb"\s*(<\?xml\s|<!DOCTYPE\s(?!\s*html)|<!ENTITY|<[A-Za-z_][\w.:-]*(\s[^<>]*\bxmlns|\s*/?>\s*(<|\Z)))", re.I
)
JSON = re.compile(rb'\s*(\{\s*["}]|\[\s*([\[{"\]]|\Z))')


@dataclass(slots=True)
class Seen:
    """What one look over a document tells of one of its tables."""

    names: dict[str, int] = field(default_factory=dict)
    first: list[Item] = field(default_factory=list)
    faulty: Item | None = None


def kind_of_document(head: bytes) -> Kind | None:
    """Whether a file that begins with these bytes is XML or JSON; web pages and tables are neither."""
    _, mark = byte_order_mark(head)
    text = head[mark:].replace(b"\0", b"") if guess_wide(head) or mark in (2, 4) else head[mark:]
    if XML.match(text):
        return Kind.XML
    return Kind.JSON if JSON.match(text) else None


def look_at_document(arrival: Arrival, kind: Kind, head: bytes, *, limits: Limits, room: Path) -> tuple[Shape, ...]:
    """The tables of a document: one for each kind of record, in the order they are met.

    Goes once over the whole file, since only that shows every column, and sets the records down in the folder
    `room` for `write_document`.
    """
    shelf = Shelf(room)
    shapes: tuple[Shape, ...] = ()
    try:
        shapes = _tables(arrival, kind, head, limits=limits, shelf=shelf)
    finally:
        if not any(shape.shelved for shape in shapes):
            shelf.drop()
    return shapes


def _tables(arrival: Arrival, kind: Kind, head: bytes, *, limits: Limits, shelf: Shelf) -> tuple[Shape, ...]:
    marked, bom = byte_order_mark(head)
    facts = FileFacts("", marked or guess_wide(head) or "utf-8", bom > 0, "", ",", (), 1)
    items = _items(Shape(arrival, kind, facts), limits)
    try:
        tables, broken = _gather(items, limits, shelf)
    except Refused as refused:
        return (nothing_readable(arrival, refused.problem),)
    problem = None if broken is None else _broken(arrival, kind, broken)
    if (reason := _no_table(arrival, tables, problem)) is not None:
        return (nothing_readable(arrival, reason),)
    plain = Shape(arrival, kind, facts, document=items.root)
    shelf.close()
    sha256 = hash_only(arrival.path).sha256
    shapes = [_shape(plain, table, seen, limits=limits) for table, seen in tables.items()]
    shapes = [
        replace(shape, shelved=shelf.of(shape.record, sha256=sha256)) if shape.readable else shape for shape in shapes
    ]
    if len(tables) == 1 and kind is Kind.JSON:
        shapes = [replace(shape, facts=replace(shape.facts, sheet=None)) for shape in shapes]
    if problem is not None and broken is not None:
        at = next((place for place, table in enumerate(tables) if table == broken.table), len(shapes) - 1)
        shapes[at] = replace(shapes[at], problems=(*shapes[at].problems, problem))
    # Which table of several is read last is not known here; the copy goes with its folder then.
    return tuple(replace(shape, last_of_file=len(shapes) == 1) for shape in shapes)


def write_document(plan: Plan, problems: Problems) -> Written:
    """Write the records of one table as Parquet, each with the line it begins on."""
    shape = plan.shape
    if shape.shelved is None:
        raise ValueError(f"nothing of {shape.arrival.name} was set down to be read")
    verdicts = Verdicts(shape, problems, plan.limits)
    outcome = Outcome()
    hidden = 0
    with plan.scratch.open("wb") as target:
        for laid in shape.shelved:
            hidden += laid.hidden
            if laid.fault is not None:
                problems.add(_faulty(shape.arrival, laid))
            else:
                _write(laid, width=len(shape.facts.header), verdicts=verdicts, outcome=outcome, target=target)
    verdicts.tell_breaks()
    if hidden:
        problems.add(_hidden(shape.arrival, hidden))
    written = write_clean(plan, outcome, problems)
    return replace(written, sha256=shape.shelved.sha256, encoding=shape.facts.encoding)


def _write(laid: Laid, *, width: int, verdicts: Verdicts, outcome: Outcome, target: BinaryIO) -> None:
    cells = [b""] * width
    for place, cell in zip(laid.places, laid.values, strict=True):
        cells[place] = cell.encode("utf-8", "replace")
    record = Record(laid.line, verdicts.limits.row_bytes, cells=cells)
    record.broken_cells = [at for at, cell in enumerate(cells) if b"\n" in cell or b"\r" in cell]
    row = verdicts.judge(record)
    if row is None:
        return
    line = b"%d,%b" % (laid.line, b",".join(row))
    target.write(line + b"\n")
    outcome.rows += 1
    outcome.longest = max(outcome.longest, len(line))
    outcome.breaks = outcome.breaks or bool(record.broken_cells)


def _items(shape: Shape, limits: Limits) -> XmlItems | JsonItems:
    if shape.kind is Kind.XML:
        return XmlItems(shape.arrival, limits)
    encoding = shape.facts.encoding
    skip = len("\ufeff".encode(encoding)) if shape.facts.bom else 0
    return JsonItems(shape.arrival.path, limits, encoding=encoding, skip=skip)


def _gather(items: Iterable[Item | Break], limits: Limits, shelf: Shelf) -> tuple[dict[str, Seen], Break | None]:
    tables: dict[str, Seen] = {}
    for item in items:
        if isinstance(item, Break):
            return tables, item
        seen = tables.setdefault(item.table, Seen())
        if len(tables) > MOST_TABLES:
            break
        seen.faulty = seen.faulty or (item if item.fault else None)
        if len(seen.names) <= limits.columns:
            for title in item.cells:
                seen.names.setdefault(column_name(title), len(seen.names))
            shelf.put(item, seen.names)
        if len(seen.first) < SAMPLED and item.fault is None:
            seen.first.append(item)
    return tables, None


def _no_table(arrival: Arrival, tables: Mapping[str, Seen], problem: ReadProblem | None) -> ReadProblem | None:
    """Why there is nothing to read in a document, if so."""
    if not tables:
        empty = "the document holds no record."
        return problem or ReadProblem("FIL-002", arrival.name, empty, next_step="Export it again.")
    faulty = next((seen.faulty for seen in tables.values() if seen.faulty), None)
    if faulty is not None and not any(seen.names for seen in tables.values()):
        return _faulty(arrival, faulty)
    if len(tables) > MOST_TABLES:
        fact = f"it holds more than {MOST_TABLES:,} kinds of records; this is no export."
        return ReadProblem("FIL-001", arrival.name, fact, next_step=AGAIN)
    return None


def _shape(plain: Shape, table: str, seen: Seen, *, limits: Limits) -> Shape:
    titles = tuple(seen.names) or ("value",)
    names = distinct(titles)
    if len(names) > limits.columns:
        fact = f"its records have more than {limits.columns:,} columns; that is more than is read."
        return nothing_readable(plain.arrival, ReadProblem("FIL-024", plain.arrival.name, fact))
    dropped = frozenset(name for name, title in zip(names, titles, strict=True) if is_forbidden(title))
    kept = [place for place, name in enumerate(names) if name not in dropped]
    rows = [sample_row([item.cells.get(title, "") for title in titles], kept) for item in seen.first]
    return replace(
        plain,
        facts=replace(plain.facts, header=titles, sheet=table or None),
        names=names,
        dropped=dropped,
        sample=tuple(rows),
        sample_lines=tuple(item.line for item in seen.first),
        record=table,
    )


def _broken(arrival: Arrival, kind: Kind, broken: Break) -> ReadProblem:
    fact = f"{broken.fact}. The {kind.value.upper()} records before this line were read, what follows was not."
    return ReadProblem(
        "FIL-027",
        arrival.name,
        fact,
        line=broken.line,
        next_step=AGAIN,
        rows_set_aside=int(broken.table is not None),
    )


def _faulty(arrival: Arrival, item: Item | Laid) -> ReadProblem:
    fact = f"{item.fault}; the record was set aside."
    return ReadProblem("FIL-027", arrival.name, fact, line=item.line, next_step=AGAIN, rows_set_aside=1)


def _hidden(arrival: Arrival, count: int) -> ReadProblem:
    numbers = "1 social security number was" if count == 1 else f"{count:,} social security numbers were"
    fact = f"{numbers} left out. Cupola never reads them; nothing of them was kept."
    return ReadProblem("FIL-023", arrival.name, fact, next_step="Leave them out of the export.")
