"""Clever's SFTP files: which file is which, and what of the five is missing."""

from __future__ import annotations

from collections.abc import Sequence

from cupola.engine.intake import Shape
from cupola.engine.kinds import ReadProblem, System
from cupola.engine.sources.clever_forms import FORMS, REQUIRED, looks_like_clever
from cupola.engine.sources.families import CLEVER
from cupola.engine.sources.forms import FileForm
from cupola.engine.sources.package_columns import Wanted, header_problems, name_problem, short_of_one
from cupola.engine.sources.recognition import Recognised, match_headers

WANTED = Wanted("Clever", missing="CLV-002", slip="CLV-003", unknown="CLV-004")
SYSTEM = System("clever", "sis", "Clever")


def recognise_files(shapes: Sequence[Shape]) -> tuple[list[Recognised], list[ReadProblem], set[str]]:
    """Recognise the Clever files among the files of one folder or archive.

    Returns the recognised files, their problems and those of the set, and the names of the files.
    """
    settled = [(shape, form) for shape in shapes if (form := _form_of(shape)) is not None]
    settled += short_of_one(shapes, settled, REQUIRED)
    found = [_recognised(shape, form) for shape, form in settled]
    problems = [problem for item in found for problem in item.problems]
    return found, problems + _missing_files(found), {item.shape.arrival.name for item in found}


def _form_of(shape: Shape) -> FileForm | None:
    fitting = (form for form in FORMS if form.recognises(shape.columns) and looks_like_clever(shape.columns, form))
    return next(fitting, None)


def _recognised(shape: Shape, form: FileForm) -> Recognised:
    headers = match_headers(form, shape.columns, {})
    problems = list(header_problems(shape, form, headers, wanted=WANTED))
    misnamed = name_problem(shape, form.file, WANTED.receiver)
    return Recognised(
        shape=shape,
        form=form,
        family=CLEVER,
        system=SYSTEM,
        headers=headers,
        why=f"it has the columns of {form.title}",
        problems=tuple([*problems, misnamed] if misnamed else problems),
    )


def _missing_files(found: Sequence[Recognised]) -> list[ReadProblem]:
    """The files of the five that are not there. Only a set is asked: one file alone is looked at for itself."""
    present = {item.form.file for item in found}
    if len(present) < 2:
        return []
    return [
        ReadProblem(
            code="CLV-001",
            file=found[0].shape.arrival.package,
            fact=f"{form.file} is missing; Clever needs all five files at every upload.",
            next_step="Send the five files together.",
        )
        for form in REQUIRED
        if form.file not in present
    ]
