"""Holds the header of a file against its form: columns missing, misspelled, in other letters, or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cupola.engine.intake import Shape
from cupola.engine.kinds import ReadProblem
from cupola.engine.sources.forms import Column, FileForm, folded
from cupola.engine.sources.recognition import nearly_right


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a receiving system takes headers: its name, and the ids of the checks that tell of slips.

    `missing`, `slip` and `unknown` are ids of the catalogue.
    """

    receiver: str
    missing: str
    slip: str
    unknown: str


def header_problems(shape: Shape, form: FileForm, headers: dict[str, str], *, wanted: Wanted) -> Iterator[ReadProblem]:
    """What is wrong with the header; a slip of the pen is added to `headers` as what it means."""
    for column in form.columns:
        heading = headers.get(column.name)
        if heading is not None and heading.strip() != column.header:
            yield _in_other_letters(shape, column, heading, wanted=wanted)
    used = set(headers.values())
    foreign = set(form.unknown(folded(name) for name in shape.columns if name not in used))
    unknown = [name for name in shape.columns if folded(name) in foreign and name not in used]
    missing = [column for column in form.columns if column.name not in headers]
    slips = nearly_right([column.header for column in missing], unknown)
    for column in missing:
        if column.header in slips:
            headers[column.name] = slips[column.header]
            yield _slip(shape, column, slips[column.header], wanted=wanted)
        elif column.required:
            fact = f"the required column {column.header!r} is missing."
            step = f"Export {form.file} with this column."
            yield _problem(wanted.missing, shape, column.header, fact=fact, step=step)
    for name in unknown:
        if name not in headers.values():
            fact = f"the column {name!r} is not part of {form.file}; {wanted.receiver} passes it over."
            yield _problem(wanted.unknown, shape, name, fact=fact, step="Leave it out, or see what it was meant to be.")


def _in_other_letters(shape: Shape, column: Column, heading: str, *, wanted: Wanted) -> ReadProblem:
    fact = f"the column {heading!r} is called {column.header!r}; {wanted.receiver} compares names letter by letter."
    return ReadProblem(
        code=wanted.slip,
        file=shape.arrival.name,
        line=shape.facts.header_line or 1,
        column=heading,
        fact=fact,
        value=heading,
        repair=column.header,
        next_step=f"Name it {column.header} in the export.",
    )


def _slip(shape: Shape, column: Column, heading: str, *, wanted: Wanted) -> ReadProblem:
    return ReadProblem(
        code=wanted.slip,
        file=shape.arrival.name,
        line=shape.facts.header_line or 1,
        column=heading,
        fact=f"the column {heading!r} is nearly {column.header!r}.",
        value=heading,
        repair=column.header,
        next_step=f"Name it {column.header} in the export.",
    )


def _problem(code: str, shape: Shape, column: str, *, fact: str, step: str) -> ReadProblem:
    line = shape.facts.header_line or 1
    return ReadProblem(code=code, file=shape.arrival.name, line=line, column=column, fact=fact, next_step=step)


def short_of_one(
    shapes: Sequence[Shape], known: Sequence[tuple[Shape, FileForm]], forms: Sequence[FileForm]
) -> list[tuple[Shape, FileForm]]:
    """Files of a set that lack one of the columns they are known by, and bear the name of a form not yet there.

    Only beside two files that are known for certain: a name by itself is no proof.
    """
    there = {form.file for _, form in known}
    if len(there) < 2:
        return []
    taken = {id(shape) for shape, _ in known}
    left = {shape.arrival.base.casefold(): shape for shape in shapes if id(shape) not in taken}
    wanted = {form.file: form for form in reversed(forms) if form.file not in there}
    pairs = [(left.get(file.casefold()), form) for file, form in wanted.items()]
    return [(shape, form) for shape, form in pairs if shape is not None and _lacks_one(shape, form)]


def _lacks_one(shape: Shape, form: FileForm) -> bool:
    """Whether one mark is missing or misspelled; a file that has lost its ids or references is no help to anybody."""
    names = {folded(name) for name in shape.columns}
    lost = form.marks - names
    if len(lost) != 1 or lost == form.marks or form.never & names:
        return False
    column = form.by_folded[min(lost)]
    foreign = [name for name in shape.columns if folded(name) not in form.by_folded]
    return column.kind not in ("id", "ref", "refs") or bool(nearly_right([column.header], foreign))


def name_problem(shape: Shape, file: str, receiver: str) -> ReadProblem | None:
    """What is to say when a file is not called as its receiver wants it, or lies in a folder of the package."""
    arrival = shape.arrival
    inside = arrival.name.removeprefix(arrival.package).strip("/")
    if inside == file:
        return None
    return ReadProblem(
        code="FIL-022",
        file=arrival.name,
        fact=f"{receiver} wants {file} in the root of the package.",
        next_step="It is not found otherwise.",
    )
