"""What the mapping page shows of a list."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cupola.engine.sources.date_forms import DATE_FORMS, SAID
from cupola.engine.sources.forms import FileForm
from cupola.engine.sources.lists import FORMS
from cupola.engine.sources.mapping import LISTS, MappedColumn, Mapping
from cupola.workspace.mapping_lists import MOST_CODES, Look, has_codes, mapping_of

ROWS = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a select."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Code:
    """What the file writes, and our word for it."""

    number: int
    value: str
    word: str


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One column of the file: what it is taken for and why; `cells` are None where they may not be seen."""

    place: int
    header: str
    why: str
    choices: tuple[Choice, ...]
    dates: tuple[Choice, ...]
    codes: tuple[Code, ...]
    words: tuple[str, ...]
    cells: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class MappingShown:
    """The mapping page of a list."""

    form: str
    title: str
    forms: tuple[Choice, ...]
    system: str
    columns: tuple[ColumnShown, ...]
    taken: int
    scores: int
    hidden: bool


def mapping_page(look: Look, form: str, chosen: Pairs[int, str], *, with_names: bool) -> MappingShown:
    """How a list is read and its first rows; `chosen` is what the person said last, where that could not be saved."""
    mapping = mapping_of(look, form)
    ours = LISTS[mapping.form]
    targets = {column.header: key for key, column in reversed(mapping.columns.items())}
    columns = tuple(
        _column(look, place, mapping=mapping, target=chosen.get(place, targets.get(header, "")), with_names=with_names)
        for place, header in enumerate(look.columns)
    )
    return MappingShown(
        form=mapping.form,
        title=ours.title,
        forms=tuple(Choice(each.table, each.title, each.table == mapping.form) for each in FORMS),
        system=mapping.system.name,
        columns=columns,
        taken=sum(any(choice.is_chosen and choice.value for choice in column.choices) for column in columns),
        scores=len(mapping.results),
        hidden=any(column.cells is None for column in columns),
    )


def _column(look: Look, place: int, *, mapping: Mapping, target: str, with_names: bool) -> ColumnShown:
    ours, header = LISTS[mapping.form], look.columns[place]
    was = mapping.columns.get(target, MappedColumn(header))
    column = ours.column(target) if target else None
    seen = with_names or (column is not None and not column.personal)
    codes: tuple[Code, ...] = ()
    if column is not None and has_codes(column) and seen:
        values = look.values(place)
        said = was.codes or {}
        codes = tuple(Code(number, value, said.get(value, "")) for number, value in enumerate(values[:MOST_CODES]))
    rows = look.sample[:ROWS]
    return ColumnShown(
        place=place,
        header=header,
        why=was.why if target else mapping.ignored.get(header, ""),
        choices=_choices(ours, target),
        dates=_dates(was.date_format) if column is not None and column.kind == "date" else (),
        codes=codes,
        words=column.values if column is not None else (),
        cells=tuple((row[place] if place < len(row) else "") or "" for row in rows) if seen else None,
    )


def _choices(form: FileForm, target: str) -> tuple[Choice, ...]:
    left_out = Choice("", _("Left out"), not target)
    return (left_out, *(Choice(each.name, each.name.replace("_", " "), each.name == target) for each in form.columns))


def _dates(chosen: str | None) -> tuple[Choice, ...]:
    by_itself = Choice("", _("Found from the rows"), not chosen)
    return (by_itself, *(Choice(each, SAID.get(each, each), each == chosen) for each in DATE_FORMS))


def rows_of(shown: MappingShown) -> list[list[str | None]]:
    """The first rows, cell by cell; None where a cell may not be seen."""
    count = max((len(column.cells) for column in shown.columns if column.cells is not None), default=0)
    return [[column.cells[row] if column.cells is not None else None for column in shown.columns]
            for row in range(count)]  # fmt: skip
