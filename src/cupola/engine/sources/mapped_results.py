"""Results of one row: the score columns of a wide file, each of which becomes a row of `assessment_results`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from cupola.engine.backends.duck import name, quoted
from cupola.engine.sources.forms import folded
from cupola.engine.sources.mapping_file import Place

RESULT_TYPES = (
    *("scale score", "raw score", "standard score", "score", "grade", "percentile", "percent", "stanine"),
    *("grade equivalent", "level", "rate", "theta", "lexile", "quantile", "index", "growth", "flag", "probability"),
)
PLACES = re.compile(r"([1-9][0-9]{0,4})-([1-9][0-9]{0,4})")
YEAR = "{school year}"
SCHOOL_YEAR = re.compile(r"(?:19|20)[0-9]{2}[/-](?:20)?[0-9]{2}(?![0-9])")
PARTS = ("objective", "type", "value", "level", "date", "assessment", "subject", "low", "high")
TEXTS = ("header", "level", "date", "named_by", "assessment", "subject", "places")


@dataclass(frozen=True, slots=True)
class MappedResult:
    """One score of a wide row.

    `objective` is what was measured ('' for the whole test), `type` one of `RESULT_TYPES`, `header` the column of
    the value and `level` that of the level reached (one of the two may be ''), `date` the column of the day of
    this score where scores have their own, `assessment` and `subject` words where they differ from the row's,
    `YEAR` in a name stands for every school year, as in `Fall 2026/2027 Literacy Scale Score`.
    `low` and `high` the possible range in the unit of the score. `named_by` is a column whose cells name the
    objective, `places` (`4-6`) the characters of the value in a column that holds several side by side.
    """

    objective: str
    type: str
    header: str = ""
    level: str = ""
    date: str = ""
    assessment: str = ""
    subject: str = ""
    low: float | None = None
    high: float | None = None
    named_by: str = ""
    places: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns of the file it reads."""
        return tuple(filter(None, (self.header, self.level, self.date, self.named_by)))


def read_results(place: Place | None) -> tuple[MappedResult, ...]:
    """The results of a mapping's YAML; an entry with `for` stands for one result a combination of its words."""
    entries = place.items(required=True) if place else ()
    return tuple(result for entry in entries for result in _read_entry(entry))


def _read_entry(place: Place) -> Iterator[MappedResult]:
    place.only("objective", "type", "range", "for", *TEXTS)
    objective, span, words = place.maybe("objective"), place.maybe("range"), place.maybe("for")
    said = {key: found.text() for key in TEXTS if (found := place.maybe(key))}
    if not said.keys() & {"header", "level"}:
        place.wrong("a result names no column.", "Give `header` (its value), `level` or both.")
    low, high = _read_range(span) if span else (None, None)
    if (places := place.maybe("places")) is not None:
        places.like(PLACES, "the first and the last place, such as 4-6")
    kind = place.at("type").one_of(RESULT_TYPES)
    result = MappedResult(objective.text() if objective else "", kind, **said, low=low, high=high)
    loops = (
        [(key, [item.text() for item in listed.items(required=True)]) for key, listed in words.pairs()] if words else []
    )
    for chosen in itertools.product(*(listed for _, listed in loops)):
        yield _filled_in(result, {f"{{{key}}}": word for (key, _), word in zip(loops, chosen, strict=True)})


def _filled_in(result: MappedResult, words: Mapping[str, str]) -> MappedResult:
    texts = {}
    for part in ("objective", *TEXTS):
        text = getattr(result, part)
        for mark, word in words.items():
            text = text.replace(mark, word)
        texts[part] = text
    return replace(result, **texts)


def _read_range(place: Place) -> tuple[float, float]:
    numbers = [item.text() for item in place.items()]
    try:
        low, high = map(float, numbers)
    except ValueError:
        place.wrong(f"`range` says {', '.join(numbers)}.", "Write the lowest and the highest score, such as [1, 36].")
    if low > high:
        place.wrong("the lowest score is above the highest.", "Write the lowest first.")
    return low, high


def result_lines(results: Sequence[MappedResult], said: Callable[[str], str]) -> list[str]:
    """The results as lines of YAML; `said` writes a text in YAML."""
    lines = ["results:"] if results else []
    for result in results:
        first = "  - "
        for part in fields(result):
            text = getattr(result, part.name)
            if part.name in ("low", "high") or (text == "" and part.name != "objective"):
                continue
            lines.append(f"{first}{part.name}: {said(text)}")
            first = "    "
        if result.low is not None:
            lines.append(f"    range: [{result.low:g}, {result.high:g}]")
    return lines


def in_school_years(results: Iterable[MappedResult], there: Collection[str]) -> Iterator[MappedResult]:
    """The results with one for each school year that the folded headers `there` name, where they say `YEAR`.

    So a vendor's columns for a year to come are read without anybody adding the year. A result for a year whose
    column is not there is none.
    """
    years = sorted({year for header in there for year in SCHOOL_YEAR.findall(header)})
    for result in results:
        if not any(YEAR in header for header in result.headers):
            yield result
            continue
        for year in years:
            of_year = _filled_in(result, {YEAR: year})
            if folded(of_year.header) in there or folded(of_year.level) in there:
                yield of_year


def missing_headers(results: Iterable[MappedResult], there: Collection[str]) -> set[str]:
    """Folded headers of the results that a file with the folded headers `there` does not have."""
    held = set(there)
    return {folded(header) for result in in_school_years(results, held) for header in result.headers} - held


def results_sql(results: Sequence[MappedResult], held: Mapping[str, str]) -> str:
    """SQL of all results of a row in one text; `held` are the file's column names by folded name.

    Results are parted by the character 28 and their parts (see `PARTS`) by 29; one whose value and level are empty
    is left out. A row without any gives ''.
    """
    packed = [sql for result in in_school_years(results, held) if (sql := _packed(result, held))]
    return f"concat_ws(chr(28), {', '.join(packed)})" if packed else "''"


def _packed(result: MappedResult, held: Mapping[str, str]) -> str | None:
    cells = {part: held.get(folded(getattr(result, part))) for part in ("header", "level", "date", "named_by")}
    asked = [name(cell) for part in ("header", "level") if (cell := cells[part])]
    if not asked:
        return None
    said = {part: quoted(getattr(result, part)) for part in ("objective", "type", "assessment", "subject")}
    said |= {"low": _number(result.low), "high": _number(result.high)}
    said |= {"value": _cell(cells["header"], result.places), "level": _cell(cells["level"])}
    said["date"] = _cell(cells["date"])
    if cells["named_by"]:
        said["objective"] = f"coalesce(nullif({_cell(cells['named_by'])}, ''), {said['objective']})"
    parts = [said[part] for part in PARTS]
    there = " OR ".join(f"{cell} IS NOT NULL" for cell in asked)
    return f"CASE WHEN {there} THEN concat_ws(chr(29), {', '.join(parts)}) END"


def _cell(column: str | None, places: str = "") -> str:
    if column is None:
        return "''"
    cell = name(column)
    if found := PLACES.fullmatch(places):
        cell = f"substr({cell}, {found[1]}, {int(found[2]) - int(found[1]) + 1})"
    return f"coalesce(trim(translate({cell}, chr(28) || chr(29), '  ')), '')"


def _number(value: float | None) -> str:
    return quoted("" if value is None else f"{value:g}")
