"""Reads what form programs export: Google Forms, Microsoft Forms, Qualtrics and LimeSurvey, and any table of answers.

Columns that name or locate people (addresses, names, places on the map) are dropped at the door; test answers, spam and
answers that were never sent are set aside and counted.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from pathlib import Path

from cupola.engine.errors import CupolaError
from cupola.engine.intake.encodings import Balance, byte_order_mark, guess_wide
from cupola.engine.surveys.scales import Question, question_of

MOST_ROWS = 200_000
MOST_BYTES = 60_000_000
MOST_COLUMNS = 400
DELIMITERS = ",;\t"
NEVER = re.compile(
    r"^(ip ?address|ipaddr|recipient.*|e-?mail( ?address)?|correo.*|user ?name|name|nombre|full ?name|"
    r"first ?name|last ?name|externalreference|external ?data ?reference|location ?(latitude|longitude)|token|seed|"
    r"refurl|phone.*|tel[eé]fono|your name|tu nombre|su nombre)$",
    re.IGNORECASE,
)
ABOUT_THE_ANSWER = re.compile(
    r"^(id|timestamp|marca temporal|start ?time|completion ?time|last ?modified ?time|hora de .*|startdate|enddate|"
    r"status|progress|duration.*|finished|recordeddate|responseid|distributionchannel|userlanguage|submitdate|"
    r"lastpage|startlanguage|datestamp|idioma|score|total points|quiz feedback)$",
    re.IGNORECASE,
)
DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%Y/%m/%d", "%d/%m/%Y")


class UnreadableSurvey(CupolaError):
    """A file of answers cannot be read."""


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A file of answers, read: its program, its questions, and the answers in their order.

    `rows` hold one cell a question. `days` and `languages` go with them. `set_aside` counts answers by the reason why
    they were left out, `dropped` names the columns that were not kept, `notes` says what was done.
    """

    program: str
    questions: tuple[Question, ...]
    rows: tuple[tuple[str, ...], ...]
    days: tuple[date | None, ...]
    languages: tuple[str, ...]
    set_aside: dict[str, int] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Grid:
    """The rows under their codes and texts, before anything is judged."""

    program: str
    codes: tuple[str, ...]
    texts: tuple[str, ...]
    rows: list[list[str]]

    def place(self, *names: str) -> int | None:
        """Where the first of these columns stands."""
        folded = [code.strip().casefold() for code in self.codes]
        return next((folded.index(name) for name in names if name in folded), None)


def read_survey(path: Path) -> SurveyFile:
    """Read one file of answers; raises `UnreadableSurvey` with what to do."""
    grid = _grid(path)
    kept, aside = _kept(grid)
    chosen = [place for place, code in enumerate(grid.codes) if _is_question(code, grid.texts[place])]
    dropped = tuple(code for code in grid.codes if NEVER.match(code.strip()))
    if not chosen:
        raise UnreadableSurvey(path.name, "no column of it is a question.", "Export the answers with their questions.")
    merged, notes = _merged(grid, kept, chosen)
    questions = tuple(
        question_of(grid.codes[places[0]], grid.texts[places[0]], [_first(row, places) for row in kept])
        for places in merged
    )
    days = grid.place("recordeddate", "submitdate", "completion time", "timestamp", "marca temporal", "enddate")
    tongue = grid.place("userlanguage", "startlanguage", "idioma")
    return SurveyFile(
        program=grid.program,
        questions=questions,
        rows=tuple(tuple(_first(row, places) for places in merged) for row in kept),
        days=_days([row[days] for row in kept]) if days is not None else (None,) * len(kept),
        languages=tuple((row[tongue] if tongue is not None else "")[:2].lower() for row in kept),
        set_aside=dict(aside),
        dropped=dropped,
        notes=notes,
    )


def _is_question(code: str, text: str) -> bool:
    names = (code.strip(), text.strip())
    return not any(NEVER.match(each) or ABOUT_THE_ANSWER.match(each) for each in names) and any(names)


def _grid(path: Path) -> _Grid:
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableSurvey(path.name, "is larger than 60 MB.", "Export one survey at a time, without attachments.")
    rows = [row for row in (_sheet(path) if _is_workbook(path) else _text(path)) if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise UnreadableSurvey(path.name, "holds no answers.", "Export it again when somebody has answered.")
    if len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
        raise UnreadableSurvey(path.name, "holds too many rows or columns.", "Export one survey at a time.")
    width = len(rows[0])
    even = [[cell.strip() for cell in row[:width]] + [""] * (width - len(row)) for row in rows]
    head = [name or f"column {place + 1}" for place, name in enumerate(even[0])]
    if len(even) > 2 and any('"ImportId"' in cell for cell in even[2]):
        return _Grid("Qualtrics", _distinct(head), tuple(even[1]), even[3:])
    folded = {name.casefold() for name in head}
    program = "a table of answers"
    if {"submitdate", "lastpage"} <= folded:
        program = "LimeSurvey"
    elif {"start time", "completion time"} <= folded:
        program = "Microsoft Forms"
    elif head[0].casefold() in ("timestamp", "marca temporal"):
        program = "Google Forms"
    codes, texts = zip(*(_code_and_text(name, program) for name in head), strict=True)
    return _Grid(program, _distinct(codes), texts, even[1:])


def _code_and_text(name: str, program: str) -> tuple[str, str]:
    """LimeSurvey writes `Q1[SQ001]`, or `Q1. What …`; elsewhere a heading is the question itself."""
    if program == "LimeSurvey" and (found := re.match(r"^([A-Za-z]\w*(?:\[\w+\])?)\. +(.+)$", name, re.DOTALL)):
        return found[1], found[2]
    return name, name


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Headings that repeat get a number, because two columns may not share a name."""
    times: Counter[str] = Counter()
    found = []
    for name in names:
        times[name] += 1
        found.append(name if times[name] == 1 else f"{name} ({times[name]})")
    return tuple(found)


def _kept(grid: _Grid) -> tuple[list[list[str]], Counter[str]]:
    """The answers that were really given and sent."""
    status, finished = grid.place("status"), grid.place("finished")
    sent = grid.place("submitdate") if grid.program == "LimeSurvey" else None
    aside: Counter[str] = Counter()
    kept = []
    for row in grid.rows:
        if grid.program == "Qualtrics" and status is not None and _is_test(row[status]):
            aside["test answers and spam"] += 1
        elif (finished is not None and grid.program == "Qualtrics" and row[finished].casefold() in ("false", "0")) or (
            sent is not None and row[sent] in ("", "N/A")
        ):
            aside["answers that were never sent"] += 1
        else:
            kept.append(row)
    return kept, aside


def _is_test(status: str) -> bool:
    return status.casefold() in ("survey preview", "spam", "survey test", "1", "2", "8")


def _merged(
    grid: _Grid, rows: Sequence[Sequence[str]], chosen: Sequence[int]
) -> tuple[list[tuple[int, ...]], tuple[str, ...]]:
    """Columns that are one question: its wording was changed while people answered, so that none has both."""
    found: list[tuple[int, ...]] = []
    notes = []
    for place in chosen:
        twin = next((at for at, places in enumerate(found) if _is_same(grid, rows, (places[0], place))), None)
        if twin is None:
            found.append((place,))
        else:
            found[twin] = (*found[twin], place)
            notes.append(f"“{grid.texts[place][:80]}” was taken for a new wording of a question before it.")
    return found, tuple(notes)


def _is_same(grid: _Grid, rows: Sequence[Sequence[str]], two: tuple[int, int]) -> bool:
    first, second = two
    filled = [(bool(row[first]), bool(row[second])) for row in rows]
    if any(a and b for a, b in filled) or not (any(a for a, _ in filled) and any(b for _, b in filled)):
        return False
    return SequenceMatcher(None, grid.texts[first].casefold(), grid.texts[second].casefold()).ratio() >= 0.8


def _first(row: Sequence[str], places: Sequence[int]) -> str:
    return next((row[place] for place in places if row[place]), "")


def _days(cells: Sequence[str]) -> tuple[date | None, ...]:
    """The days of times, read by the one form that fits most of them; None where it does not."""
    read = [[_day(cell, form) for cell in cells] for form in DAYS]
    return tuple(max(read, key=lambda found: sum(day is not None for day in found)))


def _day(text: str, form: str) -> date | None:
    head = text.strip().split(" ")[0].split("T")[0]
    try:
        return datetime.strptime(head, form).date()  # noqa: DTZ007 - the day alone is kept
    except ValueError:
        return None


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as handle:
        return handle.read(4) in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def _sheet(path: Path) -> Iterator[list[str]]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
    except (python_calamine.CalamineError, OSError, IndexError) as error:
        raise UnreadableSurvey(path.name, "cannot be opened as a workbook.", "Export it again, as CSV.") from error
    for row in rows:
        yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat(sep=" ") if isinstance(value, datetime) else str(value)


def _text(path: Path) -> Iterator[list[str]]:
    raw = path.read_bytes()
    encoding, mark = byte_order_mark(raw[:4])
    encoding = encoding or guess_wide(raw[:4096])
    if encoding is None:
        balance = Balance()
        for line in raw.splitlines():
            balance.weigh(line)
        encoding = balance.encoding
    text = raw[mark:].decode(encoding, errors="replace").replace("\0", "")
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableSurvey(path.name, f"cannot be read: {error}.", "Export it again, as CSV.") from error
