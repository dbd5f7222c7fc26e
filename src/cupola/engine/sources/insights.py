"""Education Insights exports: files without a header, known by what their columns hold.

The names of the columns come from the list of columns delivered beside them, else from the published order.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cupola.engine.intake import Shape
from cupola.engine.kinds import System
from cupola.engine.sources.families import INSIGHTS
from cupola.engine.sources.forms import Column, FileForm, folded
from cupola.engine.sources.insights_forms import BY_ENTITY
from cupola.engine.sources.recognition import Recognised

SYSTEM = System("insights", "lms", "Education Insights")
GUID = re.compile(r"\{?[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}\}?")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}([T ][\d:.]+Z?)?|\d{1,2}/\d{1,2}/\d{4}( .*)?")
KEY = re.compile(r"[^\s,;@/]+")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
PHONE = re.compile(r"[+]?[\d ().x-]{7,}")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
HOLDS: dict[str, Callable[[str], bool]] = {
    "ref": lambda cell: GUID.fullmatch(cell) is not None,
    "id": lambda cell: KEY.fullmatch(cell) is not None and DATE.fullmatch(cell) is None,
    "time": lambda cell: DATE.fullmatch(cell) is not None,
    "date": lambda cell: DATE.fullmatch(cell) is not None,
    "bool": lambda cell: cell.casefold() in ("true", "false"),
    "email": lambda cell: EMAIL.fullmatch(cell) is not None,
    "phone": lambda cell: PHONE.fullmatch(cell) is not None,
    "number": lambda cell: NUMBER.fullmatch(cell) is not None,
    "text": lambda cell: GUID.fullmatch(cell) is None and DATE.fullmatch(cell) is None,
}
LIST_OF_COLUMNS = frozenset({"entity name", "attribute name"})
LARGEST_LIST = 4_000_000
FITTING = 0.95
# Columns that are not named after the kind of code they hold.
CODE_KINDS = {"RefOrganizationType": "RefOrgType"}

Layout = Mapping[str, tuple[Column | None, ...]]


@dataclass(frozen=True, slots=True)
class Insights:
    """The recognised files, and the names of those that say what their columns are."""

    known: tuple[Recognised, ...]
    lists: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the delivery itself says: GUID -> kind of code, and the ids there are of each `table.column`."""

    types: Mapping[str, str]
    ids: Mapping[str, set[str]]

    def votes(self, shape: Shape, columns: Sequence[Column | None]) -> int:
        """How many cells hold a code of the kind their column is named after, or an id it points to."""
        return sum(
            self._speaks(column, (row[place] or "").strip())
            for place, column in enumerate(columns)
            if column is not None and (column.refers or column.header.startswith("Ref"))
            for row in shape.sample
            if place < len(row)
        )

    def _speaks(self, column: Column, cell: str) -> bool:
        if column.refers:
            return cell in self.ids.get(column.refers, ())
        wanted = column.header.removesuffix("Id")
        return self.types.get(cell.casefold(), "").startswith(CODE_KINDS.get(wanted, wanted))


def recognise_insights(shapes: Sequence[Shape]) -> Insights:
    """Recognise the files of an Education Insights export in the whole delivery.

    Nothing is taken for one on a single weak sign: there must be the list of columns, two kinds of file
    that cannot be others, or a file that lies under its own name.
    """
    bare = [shape for shape in shapes if shape.facts.header_line == 0 and shape.names]
    lists = [shape for shape in shapes if _is_list_of_columns(shape)]
    layout = _layout(lists)
    candidates = {id(shape): _candidates(shape, layout) for shape in bare}
    fitting = [shape for shape in bare if candidates[id(shape)]]
    sure = {forms[0].file for forms in candidates.values() if len(forms) == 1}
    named = any(_named(shape, candidates[id(shape)]) for shape in fitting)
    if not fitting or not (lists or len(sure) >= 2 or named):
        return Insights((), frozenset())
    settled = _settle(fitting, candidates, layout)
    known = [
        _recognised(shape, settled[id(shape)], layout, from_list=bool(lists))
        for shape in fitting
        if id(shape) in settled
    ]
    return Insights(tuple(known), frozenset(shape.arrival.name for shape in lists))


def _is_list_of_columns(shape: Shape) -> bool:
    names = {folded(name) for name in shape.columns}
    if not names >= LIST_OF_COLUMNS:
        return False
    return any(row and (row[0] or "").strip().casefold() in BY_ENTITY for row in shape.sample)


def _layout(lists: Sequence[Shape]) -> Layout:
    """Entity -> its columns in the order of the files; a column that is not known here stands as None."""
    found: dict[str, tuple[Column | None, ...]] = {entity: form.columns for entity, form in BY_ENTITY.items()}
    for shape in lists:
        for name, headers in _attributes(shape).items():
            if form := BY_ENTITY.get(name):
                found[name] = tuple(form.by_folded.get(folded(header)) for header in headers)
    return found


def _attributes(shape: Shape) -> dict[str, list[str]]:
    """Entity -> its attributes, from a list in which the entity stands once above them or on every row."""
    names = [folded(name) for name in shape.columns]
    entity_place, attribute_place = names.index("entity name"), names.index("attribute name")
    entity = ""
    attributes: dict[str, list[str]] = {}
    for row in _rows(shape):
        cells = [*row, *[""] * len(names)]
        entity = cells[entity_place].strip().casefold() or entity
        if attribute := cells[attribute_place].strip():
            attributes.setdefault(entity, []).append(attribute)
    return attributes


def _rows(shape: Shape) -> list[list[str]]:
    """All rows of a small text file below its header; of others those that were looked at."""
    if shape.facts.sheet is None and shape.arrival.bytes <= LARGEST_LIST:
        try:
            with shape.arrival.path.open(encoding=shape.facts.encoding, errors="replace", newline="") as file:
                return list(csv.reader(file, delimiter=shape.facts.delimiter or ","))[shape.facts.header_line :]
        except (OSError, csv.Error):
            pass
    return [[cell or "" for cell in row] for row in shape.sample]


def _columns(form: FileForm, layout: Layout) -> tuple[Column | None, ...]:
    return layout[form.file.removesuffix(".csv").casefold()]


def _candidates(shape: Shape, layout: Layout) -> list[FileForm]:
    """The forms that the cells fit; for the one whose name the file bears, a row may have one bad cell."""
    own = _named(shape, tuple(BY_ENTITY.values()))
    return [form for form in BY_ENTITY.values() if _fits(shape, _columns(form, layout), spare=int(form is own))]


def _fits(shape: Shape, columns: Sequence[Column | None], *, spare: int) -> bool:
    """Whether the cells are what these columns hold, but for `spare` ones in a row; last columns may be left out."""
    width = max((len(row) for row in shape.sample), default=0)
    if not shape.sample or min(width, len(shape.names)) < min(4, len(columns)) or width < 0.7 * len(columns):
        return False
    good = sum(_misfits(row, columns) <= spare for row in shape.sample)
    return good >= FITTING * len(shape.sample)


def _misfits(row: Sequence[str | None], columns: Sequence[Column | None]) -> int:
    """How many cells are not what their column holds, stand beyond the last one, or are missing."""
    cells = [(cell or "").strip() for cell in row]
    cells += [""] * (len(columns) - len(cells))
    wrong = sum(bool(cell) for cell in cells[len(columns) :])
    for cell, column in zip(cells, columns, strict=False):
        if column is not None and (column.required if not cell else not HOLDS[column.kind](cell)):
            wrong += 1
    return wrong


def _named(shape: Shape, forms: Sequence[FileForm]) -> FileForm | None:
    """The form among these whose name the file or its folder bears."""
    pieces = shape.arrival.name.casefold().replace("\\", "/").split("/")
    words = {pieces[-1].split(".")[0], *pieces[-2:-1]}
    return next((form for form in forms if form.file.removesuffix(".csv").casefold() in words), None)


def _reference_types(
    shapes: Sequence[Shape], candidates: Mapping[int, Sequence[FileForm]], layout: Layout
) -> dict[str, str]:
    """GUID -> the kind of code it stands for, from the export's own definitions."""
    types: dict[str, str] = {}
    definitions = BY_ENTITY["refdefinition"]
    places = [column.name if column else "" for column in _columns(definitions, layout)]
    for shape in shapes:
        if list(candidates[id(shape)]) == [definitions]:
            for row in _rows(shape):
                cells = dict(zip(places, row, strict=False))
                types[cells.get("id", "").strip().casefold()] = cells.get("ref_type", "").strip()
    return types


def _settle(
    shapes: Sequence[Shape], candidates: Mapping[int, Sequence[FileForm]], layout: Layout
) -> dict[int, FileForm]:
    """The form of each file: the only one, else the one whose codes and references it holds, else by its name.

    Files that are settled say which ids there are, so that others are settled by the ids they point to.
    """
    settled = {id(shape): candidates[id(shape)][0] for shape in shapes if len(candidates[id(shape)]) == 1}
    types = _reference_types(shapes, candidates, layout)
    for last in (False, False, True):
        evidence = Evidence(types, _ids(shapes, settled, layout))
        for shape in shapes:
            if id(shape) not in settled:
                forms = candidates[id(shape)]
                form = _by_evidence(shape, forms, layout=layout, evidence=evidence)
                if form is None and last:
                    form = _named(shape, forms) or _fullest(shape, forms, layout)
                if form is not None:
                    settled[id(shape)] = form
    return settled


def _ids(shapes: Sequence[Shape], settled: Mapping[int, FileForm], layout: Layout) -> dict[str, set[str]]:
    """`table.column` -> the values in the head of the files that are settled."""
    found: dict[str, set[str]] = {}
    for shape in shapes:
        if form := settled.get(id(shape)):
            for place, column in enumerate(_columns(form, layout)):
                if column is not None and column.name in ("id", "object_id"):
                    cells = {row[place] or "" for row in shape.sample if place < len(row)}
                    found.setdefault(f"{form.table}.{column.name}", set()).update(cells)
    return found


def _by_evidence(shape: Shape, forms: Sequence[FileForm], *, layout: Layout, evidence: Evidence) -> FileForm | None:
    votes = Counter({form.file: evidence.votes(shape, _columns(form, layout)) for form in forms})
    (best, most), (_, next_most) = votes.most_common(2)
    return next(form for form in forms if form.file == best) if most > next_most else None


def _fullest(shape: Shape, forms: Sequence[FileForm], layout: Layout) -> FileForm | None:
    """The only form that leaves the fewest of its columns out."""
    left_out = [(len(_columns(form, layout)) - len(shape.names), form) for form in forms]
    fewest = min(number for number, _ in left_out)
    best = [form for number, form in left_out if number == fewest]
    return best[0] if len(best) == 1 else None


def _recognised(shape: Shape, form: FileForm, layout: Layout, *, from_list: bool) -> Recognised:
    columns = _columns(form, layout)
    pairs = zip(shape.names, columns, strict=False)
    whose = "the list of columns beside it" if from_list else "the published order of columns"
    return Recognised(
        shape=shape,
        form=form,
        family=INSIGHTS,
        system=SYSTEM,
        headers={column.name: name for name, column in pairs if column is not None},
        why=f"it has no header, and its cells are those of {form.title} by {whose}",
        usual=frozenset({"FIL-010"}),
    )
