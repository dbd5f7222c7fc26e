"""The two roads from UTF-8 text to Parquet: fast when counts prove it, exact always."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.errors import CupolaError
from cupola.engine.intake.exact import ExactReader, Outcome
from cupola.engine.intake.limits import Limits
from cupola.engine.intake.lines import Lines
from cupola.engine.intake.parquet import USUAL_LINE, Source, Target, copy, delimiters_inside, filled
from cupola.engine.intake.problems import Problems
from cupola.engine.intake.shape import Shape
from cupola.engine.intake.tally import Tally
from cupola.engine.intake.verdicts import Verdicts
from cupola.engine.kinds import Keeping

if TYPE_CHECKING:
    import duckdb

GLOB = frozenset("*?[]{}")


@dataclass(frozen=True, slots=True)
class Plan:
    """A table about to be read: what it is, where it goes, how much is allowed."""

    shape: Shape
    parquet: Path
    scratch: Path
    limits: Limits
    connection: duckdb.DuckDBPyConnection
    keeping: Keeping | None = None

    @property
    def decoded(self) -> Path:
        """Where a UTF-8 copy lies for a while."""
        return self.scratch.with_suffix(".utf8")

    @property
    def link(self) -> Path:
        """A name without letters that DuckDB takes for a pattern."""
        return self.scratch.with_suffix(".link")

    @property
    def target(self) -> Target:
        """Where the rows go, and which columns."""
        kept = [(place, name) for place, name in enumerate(self.shape.names) if name not in self.shape.dropped]
        return Target(self.parquet, kept, self.dropped, self.keeping)

    @property
    def dropped(self) -> dict[str, int]:
        """The columns that are never kept, with their places."""
        names = enumerate(self.shape.names)
        return {name: place for place, name in names if name in self.shape.dropped}


@dataclass(frozen=True, slots=True)
class Text:
    """A text file (or its UTF-8 copy), counted."""

    path: Path
    encoding: str
    bom: int
    counted: Tally
    sha256: str


@dataclass(frozen=True, slots=True)
class Written:
    """What came to be: rows in the Parquet file, records met, filled cells of dropped columns."""

    rows: int
    records: int
    numbered: bool
    sha256: str = ""
    encoding: str = ""
    dropped: Mapping[str, int] = field(default_factory=dict)


def read_fast(plan: Plan, text: Text) -> Written | None:
    """Let DuckDB read the file, and believe it only when the bytes counted say the same.

    Every physical line must have become a row and every delimiter a border of cells: then no cell goes
    on over a line end, no line is blank, none has surplus cells and none was swallowed. None when that
    is not so.
    """
    counted, shape = text.counted, plan.shape
    width = len(shape.names)
    lines = counted.lines + (not counted.ends)
    if not counted.plain or width < 2 or not lines or (text.bom and not counted.head_lines):
        return None
    source = Source(
        _plain_name(plan, text.path),
        shape.facts.delimiter,
        width,
        counted.head_lines,
        counted.crlf,
        longest=plan.limits.cell_bytes,
    )
    rows = _copied(plan, source)
    if rows is None or rows != lines:
        return None
    dropped = filled(plan.connection, source, plan.target)
    inside = 0
    if counted.quoted:
        places = [place for name, place in plan.dropped.items() if dropped[name]]
        inside = delimiters_inside(plan.connection, source, target=plan.target, dropped=places)
    if counted.delimiters != rows * (width - 1) + inside:
        return None
    return Written(rows, rows, False, text.sha256, text.encoding, dropped)


def read_exactly(plan: Plan, text: Text, problems: Problems) -> Written:
    """Read line by line with our own reader, then hand DuckDB a file that leaves no doubt."""
    shape = plan.shape
    lines = Lines(text.path, encoding="utf-8", skip=text.bom, longest=plan.limits.row_bytes)
    verdicts = Verdicts(shape, problems, plan.limits)
    with plan.scratch.open("wb") as target:
        outcome = ExactReader(shape, lines, verdicts).write(target)
    verdicts.tell_breaks()
    written = write_clean(plan, outcome, problems)
    return replace(written, sha256=text.sha256, encoding=text.encoding)


def write_clean(plan: Plan, outcome: Outcome, problems: Problems) -> Written:
    """Turn the clean CSV of the exact reader into Parquet, row for row."""
    source = Source(
        plan.scratch,
        plan.shape.facts.delimiter,
        len(plan.shape.names),
        numbered=True,
        breaks=outcome.breaks,
        longest=max(outcome.longest + 1_000, USUAL_LINE),
    )
    rows = copy(plan.connection, source, plan.target)
    if rows != outcome.rows:
        fact = f"{outcome.rows:,} rows were read but {rows:,} were written."
        raise CupolaError(plan.shape.arrival.name, fact, "This is a defect of Cupola: please report it.")
    return Written(
        rows, rows + problems.rows_set_aside, numbered=True, dropped=filled(plan.connection, source, plan.target)
    )


def _copied(plan: Plan, source: Source) -> int | None:
    from duckdb import Error

    try:
        return copy(plan.connection, source, plan.target)
    except Error:
        return None


def _plain_name(plan: Plan, path: Path) -> Path:
    """The file itself, or a link to it when DuckDB would take its name for a pattern."""
    if str(path).isascii() and not GLOB.intersection(str(path)):
        return path
    plan.link.unlink(missing_ok=True)
    plan.link.symlink_to(path.resolve())
    return plan.link
