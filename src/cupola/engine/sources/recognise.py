"""Decides for each file what it is: by its header, never by its name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cupola.engine.intake import Kind, Shape
from cupola.engine.kinds import ReadProblem, System
from cupola.engine.sources import calpads_layout
from cupola.engine.sources.clever import recognise_files
from cupola.engine.sources.edfi import recognise_edfi
from cupola.engine.sources.families import CALPADS, FAMILIES, Family
from cupola.engine.sources.forms import FileForm
from cupola.engine.sources.insights import recognise_insights
from cupola.engine.sources.oneroster import recognise_package
from cupola.engine.sources.recognition import Recognised, match_headers
from cupola.engine.sources.sds import recognise_set

PACKAGES = frozenset({"oneroster", "sds", "clever", "insights", "edfi", "lists"})
MANIFEST = ("OneRoster manifest", "the manifest of its package")
LIST_OF_COLUMNS = ("Education Insights list of columns", "the names of the columns of the other files")

DOCUMENTS = frozenset({Kind.XML, Kind.JSON})


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which files are known, which are left, and which belong to a package but are no table.

    `parts_of_packages` says of each of these what it is called, and what it is for.
    """

    known: tuple[Recognised, ...]
    parts_of_packages: Mapping[str, tuple[str, str]]
    left: tuple[Shape, ...]
    problems: tuple[ReadProblem, ...]


def recognise(shapes: Sequence[Shape]) -> Recognition:
    """Recognise the files of a delivery: packages as a whole first, then file by file."""
    known: list[Recognised] = []
    problems: list[ReadProblem] = []
    named: set[str] = set()
    packages: dict[str, list[Shape]] = defaultdict(list)
    insights = recognise_insights(shapes)
    named |= {item.shape.arrival.name for item in insights.known}
    for shape in shapes:
        if shape.kind not in DOCUMENTS:
            packages[shape.arrival.package].append(shape)
    for members in packages.values():
        for recognise_them in (recognise_set, recognise_files, recognise_package):
            left = [shape for shape in members if shape.arrival.name not in named]
            found, said, names = recognise_them(left)
            known += found
            problems += said
            named |= names
    known += insights.known
    left = []
    for shape in shapes:
        if shape.arrival.name in named | insights.lists:
            continue
        single = _single(shape) or _by_record_type(shape, problems)
        if single is None:
            left.append(shape)
        else:
            known.append(single)
    tables = {item.shape.arrival.name for item in known}
    parts = dict.fromkeys(named - tables, MANIFEST) | dict.fromkeys(insights.lists, LIST_OF_COLUMNS)
    return Recognition(tuple(known), parts, tuple(left), tuple(problems))


def _single(shape: Shape) -> Recognised | None:
    """A file that is known by itself: device exports, directory users, asset registers."""
    if shape.kind in DOCUMENTS and (found := recognise_edfi(shape)) is not None:
        return found
    for family in FAMILIES:
        if family.name in PACKAGES:
            continue
        for form in family.forms:
            if form.recognises(_plain_header(shape, family)):
                return _as_recognised(shape, form, family)
    return None


def _by_record_type(shape: Shape, problems: list[ReadProblem]) -> Recognised | None:
    """An upload file without a header; one that our layout does not fit is said and left alone."""
    placed = calpads_layout.place(shape)
    if placed is None:
        return None
    if placed.misfit is not None:
        fact = f"it is a CALPADS {placed.form.version} file, but {placed.misfit}."
        step = "Put the numbers of the fields right in layouts/calpads.yaml, or export the file with a header."
        problems.append(ReadProblem("FIL-001", shape.arrival.name, fact, line=1, next_step=step))
        return None
    return Recognised(
        shape=shape,
        form=placed.form,
        family=CALPADS,
        system=_system(CALPADS),
        headers=placed.headers,
        why=placed.why,
    )


def _system(family: Family) -> System:
    return System(family.name.replace("_", "-"), family.kind, family.title)


def _plain_header(shape: Shape, family: Family) -> tuple[str, ...]:
    return tuple(shape.columns) + tuple(
        alias for name in shape.columns if (alias := family.aliases.get(name.strip().casefold()))
    )


def _as_recognised(shape: Shape, form: FileForm, family: Family) -> Recognised:
    marks = ", ".join(sorted(form.marks))
    return Recognised(
        shape=shape,
        form=form,
        family=family,
        system=_system(family),
        headers=match_headers(form, shape.columns, family.aliases),
        why=f"its header holds {marks}",
    )
