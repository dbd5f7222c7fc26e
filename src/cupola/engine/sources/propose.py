"""Proposes how a file nobody has described fills one of the lists, from its headers and first values."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass
from typing import Protocol

from cupola.engine.kinds import Arrival
from cupola.engine.sources.assignment import STAMP, Assignment, Take, assign
from cupola.engine.sources.code_words import translation
from cupola.engine.sources.date_forms import MONTH_FIRST
from cupola.engine.sources.forms import FileForm, folded
from cupola.engine.sources.lists import FORMS
from cupola.engine.sources.mapping import MappedColumn, Mapping
from cupola.engine.sources.mapping_words import FormWords, mapping_words
from cupola.engine.sources.sample_columns import FLAGS, Seen, date_tally, see_columns
from cupola.engine.sources.system_names import guess_system, system_id

ENOUGH = 0.6
ROLE = ({"role"}, {"user", "role"}, {"role", "name"}, {"role", "type"}, {"user", "type"})
BIRTH_YEARS = 30
YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class Sample(Protocol):
    """What a look at a file gives: where it came from, its column names, its first rows."""

    @property
    def arrival(self) -> Arrival:
        """The file."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, all different."""

    @property
    def sample(self) -> Sequence[Sequence[str | None]]:
        """First rows, cells in the order of `columns`."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping nobody has confirmed yet, how sure it is (0 to 1), and what was not mapped and why."""

    mapping: Mapping
    confidence: float
    why: str

    @property
    def unmapped(self) -> dict[str, str]:
        """Headers that fill nothing, each with the reason."""
        return self.mapping.ignored


@dataclass(frozen=True, slots=True)
class Look:
    """What proposing came to: a proposal, or the list that came nearest and what it lacks."""

    proposal: Proposal | None
    nearest: str | None
    why: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    assignment: Assignment
    confidence: float
    lacks: str | None


def propose(shape: Sample) -> Proposal | None:
    """The mapping of a file to the list it seems to be, or None where none is likely enough."""
    return look(shape).proposal


def look(shape: Sample) -> Look:
    """Like `propose`, and says of a file without a proposal which list came nearest and what it lacks."""
    seen = see_columns(shape.columns, shape.sample)
    candidates = [_candidate(form, seen) for form in FORMS]
    likely = [each for each in candidates if each.lacks is None and each.confidence >= ENOUGH]
    best = max(likely, key=lambda each: each.confidence, default=None)
    if best is not None:
        mapping = _mapping(shape, best.assignment)
        title = best.assignment.form.title
        found = len(best.assignment.taken)
        why = f"{title}: {found} columns are understood, {len(mapping.ignored)} are left out."
        return Look(Proposal(mapping, round(best.confidence, 2), why), best.assignment.form.table, why)
    nearest = max(candidates, key=lambda each: each.confidence)
    if nearest.confidence < 0.2:
        return Look(None, None, "Its columns are those of no list known here.")
    form = nearest.assignment.form
    lacks = nearest.lacks or "too few of its columns are understood"
    return Look(None, form.table, f"It comes nearest to a {form.title[0].lower()}{form.title[1:]}, but {lacks}.")


def _candidate(form: FileForm, seen: Sequence[Seen]) -> _Candidate:
    words = mapping_words().forms[form.table]
    assignment = assign(form, words, seen)
    named = set(assignment.targets)
    for_it = sum(words.weigh.get(take.target, 1) * take.score for take in assignment.taken)
    against = _against(words, assignment)
    if words.results:
        for_it += min(4, _result_columns(assignment))
    evidence = for_it / (for_it + 2 + against)
    understood = 0.85 if words.results else _understood(assignment, seen)
    confidence = evidence * (0.5 + 0.5 * understood)
    lacks = _lacks(words, named, assignment) or _contradiction(words, assignment)
    return _Candidate(assignment, min(0.99, confidence), lacks)


def _against(words: FormWords, assignment: Assignment) -> float:
    elsewhere = mapping_words().elsewhere
    foreign = sum(1 for column in assignment.left if column.words & elsewhere)
    results = 0 if words.results else _result_columns(assignment)
    return min(12.0, 1.5 * foreign + (results if results > 1 else 0))


def _result_columns(assignment: Assignment) -> int:
    result_words = mapping_words().result_words
    return sum(1 for column in assignment.left if column.words & result_words)


def _understood(assignment: Assignment, seen: Sequence[Seen]) -> float:
    known = mapping_words().known | mapping_words().result_words
    named = [column for column in seen if column.words]
    clear = sum(1 for column in named if column.header in assignment.headers or column.words <= known)
    return clear / len(seen) if seen else 0.0


def _lacks(words: FormWords, named: set[str], assignment: Assignment) -> str | None:
    """What the form needs and the file does not have, in words."""
    means = mapping_words().means
    for group in words.needs:
        if not named.intersection(group):
            missing = " or ".join(means.get(each, each.replace("_", " ")) for each in group[:3])
            return f"no column is {missing}"
    if len(named) < words.least:
        return "too few of its columns are understood"
    if words.about_words and not named & words.about_columns:
        headers = {word for column in (*assignment.left, *assignment.used) for word in column.words}
        if not headers & words.about_words:
            return f"nothing says that its rows are about a {' or '.join(sorted(words.about_words))}"
    return None


def _contradiction(words: FormWords, assignment: Assignment) -> str | None:
    """What the file has and the form must not have, in words."""
    ranges = {take.seen.header for take in assignment.taken if take.part}
    for column in (*assignment.used, *assignment.left):
        if column.words in words.never and column.header not in ranges:
            return f"it has a column {column.header!r}"
        if words.roles and column.words in ROLE and _other_role(words, column):
            return f"the column {column.header!r} names people in other roles too"
    repeated = assignment.column_of(words.unique) if words.unique else None
    if repeated and len(repeated.values) >= 3 and repeated.distinct < 0.9 * len(repeated.values):
        return f"{repeated.header!r} repeats from row to row"
    if words.about_columns and "grade" in words.about_columns:
        return _no_students(assignment)
    return None


def _other_role(words: FormWords, column: Seen) -> bool:
    return any(value.casefold().rstrip("s") not in words.roles for value in column.values)


def _no_students(assignment: Assignment) -> str | None:
    """Rows of students are one or few for each student, and students are born within a few years."""
    person = assignment.column_of("local_id")
    if person and len(person.values) >= 20 and person.distinct < 0.25 * len(person.values):
        return f"{person.header!r} stands in many rows, so that the rows are events and no students"
    born = assignment.column_of("birth_date")
    years = sorted(int(found[0]) for value in born.values if (found := YEAR.search(value))) if born else []
    if len(years) >= 20 and years[len(years) * 19 // 20] - years[len(years) // 20] > BIRTH_YEARS:
        return "the birth dates are those of people of every age"
    return None


def _mapping(shape: Sample, assignment: Assignment) -> Mapping:
    form = assignment.form
    words = mapping_words().forms[form.table]
    columns = {take.target: _mapped(form, take) for take in assignment.taken}
    order = {column.name: place for place, column in enumerate(form.columns)}
    columns = dict(sorted(columns.items(), key=lambda pair: order[pair[0]]))
    needed = {target for group in words.needs for target in group} | set(words.weigh)
    signature = sorted({folded(take.seen.header) for take in assignment.taken if take.target in needed})
    system = guess_system(shape.arrival.base, form.table, columns=columns, seen=assignment.used)
    return Mapping(
        name=system_id(shape.arrival.base),
        form=form.table,
        system=system,
        columns=columns,
        signature=tuple(signature),
        ignored=dict(assignment.reasons),
        stamps=tuple(header for header, reason in assignment.reasons.items() if reason == STAMP),
    )


def _mapped(form: FileForm, take: Take) -> MappedColumn:
    column, seen = form.column(take.target), take.seen
    date_format = None
    if column.kind == "date" and seen.values:
        tally = date_tally(seen)
        date_format = tally.order if tally.main == MONTH_FIRST else tally.main
        date_format = None if tally.contradictory else date_format
    codes = None
    if column.name in FLAGS or column.values:
        found = {value: word for value in sorted(set(seen.values)) if (word := translation(column, value))}
        codes = {value: word for value, word in found.items() if value != word} or None
    then = take.then.header if take.then else None
    return MappedColumn(seen.header, take.why, date_format, codes=codes, part=take.part, then=then)


def propose_as(shape: Sample, form: FileForm) -> Mapping:
    """How the file would fill a list that a person chose, as far as its columns are understood."""
    return _mapping(shape, assign(form, mapping_words().forms[form.table], see_columns(shape.columns, shape.sample)))


def lacking(form: FileForm, named: Collection[str]) -> str | None:
    """What the list cannot do without and these columns of ours do not hold, in words; None when nothing."""
    words = mapping_words()
    for group in words.forms[form.table].needs:
        if not set(named).intersection(group):
            return " or ".join(words.means.get(each, each.replace("_", " ")) for each in group[:3])
    return None


def signature_of(form: FileForm, columns: Mapping_[str, MappedColumn]) -> tuple[str, ...]:
    """The headers by which a file is known again: those of the columns that make the list what it is."""
    words = mapping_words().forms[form.table]
    needed = {target for group in words.needs for target in group} | set(words.weigh)
    return tuple(sorted({folded(column.header) for key, column in columns.items() if key in needed and column.header}))
