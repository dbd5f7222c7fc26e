"""Decides for each file what it is: by its header, never by its name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cupola.engine.intake import Kind, Shape
from cupola.engine.kinds import ReadProblem, System
from cupola.engine.sources.edfi import recognise_edfi
from cupola.engine.sources.families import FAMILIES, Family
from cupola.engine.sources.forms import FileForm
from cupola.engine.sources.oneroster import recognise_package
from cupola.engine.sources.recognition import Recognised, match_headers

DOCUMENTS = frozenset({Kind.XML, Kind.JSON})


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which files are known, which belong to a package but are no table (manifests), and which are left."""

    known: tuple[Recognised, ...]
    parts_of_packages: frozenset[str]
    left: tuple[Shape, ...]
    problems: tuple[ReadProblem, ...]


def recognise(shapes: Sequence[Shape]) -> Recognition:
    """Recognise the files of a delivery: packages as a whole first, then file by file."""
    known: list[Recognised] = []
    problems: list[ReadProblem] = []
    named: set[str] = set()
    packages: dict[str, list[Shape]] = defaultdict(list)
    for shape in shapes:
        if shape.kind not in DOCUMENTS:
            packages[shape.arrival.package].append(shape)
    for members in packages.values():
        found, said, names = recognise_package(members)
        known += found
        problems += said
        named |= names
    left: list[Shape] = []
    for shape in shapes:
        if shape.arrival.name in named:
            continue
        single = _single(shape)
        if single is None:
            left.append(shape)
        else:
            known.append(single)
    tables = {item.shape.arrival.name for item in known}
    return Recognition(tuple(known), frozenset(named - tables), tuple(left), tuple(problems))


def _single(shape: Shape) -> Recognised | None:
    """A file that is known by itself: device exports, directory users, asset registers."""
    if shape.kind in DOCUMENTS and (found := recognise_edfi(shape)) is not None:
        return found
    for family in FAMILIES:
        if family.name in ("oneroster", "edfi", "lists"):
            continue
        for form in family.forms:
            if form.recognises(_plain_header(shape, family)):
                return _as_recognised(shape, form, family)
    return None


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
        system=System(family.name.replace("_", "-"), family.kind, family.title),
        headers=match_headers(form, shape.columns, family.aliases),
        why=f"its header holds {marks}",
    )
