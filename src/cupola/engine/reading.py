"""From paths to typed parts: every file opened, recognised, read, and every row accounted for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name as quoted_name
from cupola.engine.intake import arrive, look, read
from cupola.engine.intake.shape import Shape
from cupola.engine.kinds import Arrival, FileSeen, Keeping, ReadProblem, ReadTable, System
from cupola.engine.record.delivery import NamedFile
from cupola.engine.record.sources_view import SourcePart, worth_computing
from cupola.engine.sources.fixed_width import cut
from cupola.engine.sources.mapped import Left, Mappings, map_lists, settle_item
from cupola.engine.sources.mapping import Mapping as ListMapping
from cupola.engine.sources.recognise import recognise
from cupola.engine.sources.recognition import Recognised
from cupola.engine.sources.system_names import system_called

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[str, float], None]
HEADER_PROBLEMS = frozenset({"FIL-008", "FIL-009", "FIL-010"})
NAMED_DAY = re.compile(r"(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
MADE = "made: "
SAME_DELIVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was recognised and read: what it is, its table, its part of a source table."""

    known: Recognised
    table: ReadTable
    part: SourcePart
    mapping: ListMapping | None = None

    @property
    def name(self) -> str:
        """The file's name, with its sheet where it has sheets."""
        sheet = self.table.facts.sheet
        return f"{self.table.arrival.name} [{sheet}]" if sheet else self.table.arrival.name

    def is_personal(self, header: str | None) -> bool:
        """Whether the cells of this column may hold something personal; unknown columns may."""
        for column, heading in self.known.headers.items():
            if heading == header and not column.startswith("metadata_"):
                return self.known.form.column(column).personal
        return True


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery after reading: its files, what became of every file, all problems met, and what nothing recognises."""

    files: tuple[ReadFile, ...]
    seen: tuple[FileSeen, ...]
    problems: tuple[ReadProblem, ...]
    systems: tuple[System, ...]
    as_of: str
    left: tuple[Left, ...] = ()

    @property
    def parts(self) -> tuple[SourcePart, ...]:
        """The parts of the source tables."""
        return tuple(file.part for file in self.files)

    @property
    def named_files(self) -> tuple[NamedFile, ...]:
        """The files in the order of `SourcePart.file`."""
        return tuple(named_file(file) for file in self.files)


def named_file(file: ReadFile) -> NamedFile:
    """The file as checks see it."""
    return NamedFile(file.name, _instant(file.table.arrival), file.table.rows, file.known.mode)


@dataclass(slots=True)
class Reader:
    """What reading needs: a work folder, a connection, the district's mappings, and who watches.

    With `computing` the rows of known exports get columns that checks look at many times, and with `in_memory` they
    stay in the connection instead of going to files. `system` is the name that a person gives to the system that the
    files come from.
    """

    work: Path
    connection: duckdb.DuckDBPyConnection
    mappings: Mappings
    progress: Progress
    as_of: date | None = None
    computing: bool = False
    in_memory: bool = False
    system: str | None = None


def read_delivery(paths: Sequence[Path | str], reader: Reader) -> Delivered:
    """Open, recognise and read all files below `paths`.

    Bad input becomes problems, never an exception. Raises `NothingToRead` when a path does not exist.
    """
    opened = reader.work / "opened"
    opened.mkdir(parents=True, exist_ok=True)
    arrived = arrive(paths, opened)
    shapes = _look_at(arrived.arrivals, opened, reader.progress)
    recognition = recognise([shape for shape in shapes if shape.readable])
    mapped = map_lists(recognition.left, reader.mappings)
    known = [_called(item, reader.system) for item in (*recognition.known, *mapped.known)]
    newest, older = _newest(known)
    files, doubles = _read_all(newest, reader)
    whole = {id(file.known.shape) for file in files}
    copies = {table.arrival.name for table in doubles}
    problems = [
        *arrived.problems,
        *recognition.problems,
        *(problem for problem in mapped.problems if problem.file not in copies),
        *(problem for shape in shapes if id(shape) not in whole for problem in _of_unread(shape)),
        *(problem for file in files for problem in file.table.problems if problem.code not in file.known.usual),
        *map(_older_problem, older),
        *map(_double_problem, doubles),
        *map(_unknown_problem, _once_a_document(_not_told(mapped.left, recognition.problems))),
    ]
    unread = {left.shape.arrival.name: f"not recognised: {left.why}" for left in mapped.left}
    unread |= {item.shape.arrival.name: f"an older export of {item.system.name}" for item in older}
    unread |= {table.arrival.name: "a copy of another file of this delivery" for table in doubles}
    unread |= {name: why for name, (_, why) in recognition.parts_of_packages.items()}
    return Delivered(
        files=tuple(files),
        seen=tuple(_seen(files, arrived.arrivals, unread, parts=recognition.parts_of_packages)),
        problems=tuple(problems),
        systems=tuple(dict.fromkeys(file.known.system for file in files)),
        as_of=_as_of(files, reader.as_of),
        left=mapped.left,
    )


def _of_unread(shape: Shape) -> Iterator[ReadProblem]:
    """The problems of a file that is not read: about its bytes, not about a header that it may not have."""
    return (problem for problem in shape.problems if problem.code not in HEADER_PROBLEMS)


def _look_at(arrivals: Sequence[Arrival], room: Path, progress: Progress) -> list[Shape]:
    shapes: list[Shape] = []
    for number, arrival in enumerate(arrivals):
        progress(f"looking at {arrival.base}", 0.1 * number / len(arrivals))
        shapes += look(arrival, room)
    return shapes


def _called(item: Recognised, name: str | None) -> Recognised:
    return replace(item, system=system_called(item.system, item.shape.arrival.name, name))


def _newest(known: list[Recognised]) -> tuple[list[Recognised], list[Recognised]]:
    """Where one system delivered a keyed table more than once, the newest counts; the others are older.

    A day in the name of a file tells more than the time of its last copy; files whose times lie within
    an hour were delivered together. Files of changes (delta) add to the newest whole file before them.
    """
    by_table: dict[tuple[str, str, str], list[Recognised]] = defaultdict(list)
    for item in known:
        by_table[(item.system.id, item.form.table, item.form.share)].append(item)
    older: list[Recognised] = []
    for items in by_table.values():
        items = [item for item in items if not item.page]
        whole = [_own_time(item) for item in items if item.mode != "delta"]
        if len(items) > 1 and items[0].form.key and whole:
            older += [item for item in items if _own_time(item) < max(whole) - SAME_DELIVERY]
    gone = {id(item) for item in older}
    return [item for item in known if id(item) not in gone], older


def _own_time(item: Recognised) -> datetime:
    return time_of(item.shape.arrival.name, item.shape.arrival.modified)


def time_of(name: str, modified: datetime) -> datetime:
    """The time of an export: the day its name gives, else when it was last changed."""
    named = NAMED_DAY.search(name)
    if named is None:
        return modified
    day = datetime(int(named[1]), int(named[2]), 1, tzinfo=modified.tzinfo)
    return day + timedelta(days=int(named[3]) - 1)


def _read_all(known: Sequence[Recognised], reader: Reader) -> tuple[list[ReadFile], list[ReadTable]]:
    """Read every recognised file; one whose bytes were read already is set apart."""
    files: list[ReadFile] = []
    doubles: list[ReadTable] = []
    systems = list(dict.fromkeys(item.system for item in known))
    hashes: set[tuple[str, str | None]] = set()
    tables = reader.work / "tables"
    tables.mkdir(parents=True, exist_ok=True)
    for number, item in enumerate(known):
        reader.progress(f"reading {item.shape.arrival.base}", 0.1 + 0.6 * number / len(known))
        keeping = _keeping(item, number, reader)
        table = read(item.shape, tables, connection=reader.connection, keeping=keeping)
        if item.mapping and item.mapping.fixed and table.rows:
            table = cut(table, item.mapping.fixed, reader.connection)
        identity = (table.facts.sha256, table.facts.sheet)
        if identity in hashes and table.rows and not item.page:
            doubles.append(table)
            continue
        hashes.add(identity)
        settled = settle_item(item, reader.connection, table)
        table = replace(table, problems=table.problems + settled.problems)
        system = systems.index(item.system) + 1
        cells = dict(settled.cells) | (
            {key.removeprefix(MADE): quoted_name(key) for key in keeping.computed} if keeping else {}
        )
        part = _part(table, item.form.table, cells=cells, place=(system, len(files)))
        files.append(ReadFile(item, table, part, settled.mapping))
    return files, doubles


def _keeping(item: Recognised, number: int, reader: Reader) -> Keeping | None:
    """How to keep the rows of a file; None for a list, whose mapping looks at whole columns first.

    A header that looks like a column made by us would be in its way.
    """
    if not reader.computing or item.mapping is not None or any(header.startswith(MADE) for header in item.shape.names):
        return None
    computed = worth_computing(item.form.columns, item.cells)
    table = f"file {number}" if reader.in_memory else None
    return Keeping({MADE + key: sql for key, sql in computed.items()}, table)


def _part(table: ReadTable, name: str, *, cells: dict[str, str], place: tuple[int, int]) -> SourcePart:
    system, file = place
    return SourcePart(
        table=name,
        parquet=table.parquet,
        system=system,
        file=file,
        first_line=table.first_line,
        line_column=table.line_column,
        cells=cells,
        rows=table.rows,
        memory=table.memory,
    )


def _older_problem(item: Recognised) -> ReadProblem:
    day = item.shape.arrival.modified.date().isoformat()
    return ReadProblem(
        code="FIL-026",
        file=item.shape.arrival.name,
        fact=f"it is of {day}; a newer export of {item.system.name} lies beside it and was read instead.",
        next_step="Check or load older exports by themselves.",
    )


def _double_problem(table: ReadTable) -> ReadProblem:
    return ReadProblem(
        code="FIL-021",
        file=table.arrival.name,
        fact="its content is the same as that of another file of this delivery; it was read once.",
        next_step="Take the copy away, and see whether the export that should be here was forgotten.",
    )


def _not_told(left: Sequence[Left], told: Sequence[ReadProblem]) -> list[Left]:
    """The files of which nobody has said yet why they cannot be read."""
    names = {problem.file for problem in told if problem.code == "FIL-001"}
    return [each for each in left if each.shape.arrival.name not in names]


def _once_a_document(left: Sequence[Left]) -> list[Left]:
    """Of a document with many kinds of records, the first stands for all that nothing recognises."""
    place = {(each.shape.arrival.name, each.shape.document or id(each)): each for each in reversed(left)}
    return list(reversed(place.values()))


def _unknown_problem(left: Left) -> ReadProblem:
    return ReadProblem(
        code="FIL-001",
        file=left.shape.arrival.name,
        fact=f"it is not recognised: {left.why}.",
        next_step="If it belongs here, say what its columns are in a mapping.",
    )


def _as_of(files: Sequence[ReadFile], given: date | None) -> str:
    if given is not None:
        return given.isoformat()
    newest = max((file.table.arrival.modified for file in files), default=datetime.now(tz=UTC))
    return newest.date().isoformat()


def _instant(arrival: Arrival) -> str:
    return arrival.modified.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


def _seen(
    files: Sequence[ReadFile],
    arrivals: Sequence[Arrival],
    unread: dict[str, str],
    *,
    parts: Mapping[str, tuple[str, str]],
) -> list[FileSeen]:
    """What became of every file, in the order of their names."""
    seen = [_seen_file(file) for file in files]
    done = {file.table.arrival.name for file in files}
    for arrival in arrivals:
        if arrival.name not in done:
            why = unread.get(arrival.name, "it could not be read")
            titled = parts.get(arrival.name)
            seen.append(
                FileSeen(
                    name=arrival.name,
                    recognised_as=titled[0] if titled else None,
                    why=why,
                    table=None,
                    system=None,
                    rows_read=0,
                    rows_set_aside=0,
                    records=0,
                    modified=_instant(arrival),
                )
            )
    return sorted(seen, key=lambda entry: entry.name)


def _seen_file(file: ReadFile) -> FileSeen:
    table = file.table
    return FileSeen(
        name=file.name,
        recognised_as=file.known.form.title,
        why=file.known.why,
        table=file.part.table,
        system=file.known.system.id,
        rows_read=table.rows,
        rows_set_aside=table.rows_set_aside,
        records=table.records,
        encoding=table.facts.encoding,
        modified=_instant(table.arrival),
        sha256=table.facts.sha256,
    )
