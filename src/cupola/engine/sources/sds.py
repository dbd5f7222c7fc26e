"""School Data Sync sets: which of its formats, which file is which, and what of the set is missing."""

from __future__ import annotations

from collections.abc import Sequence

from cupola.engine.intake import Shape
from cupola.engine.kinds import ReadProblem, System
from cupola.engine.sources.families import SDS
from cupola.engine.sources.forms import FileForm, folded
from cupola.engine.sources.oneroster import form_fits, is_manifest
from cupola.engine.sources.package_columns import Wanted, header_problems, name_problem, short_of_one
from cupola.engine.sources.recognition import Recognised, match_headers
from cupola.engine.sources.sds_forms import FORMS, OWN_KINDS, REQUIRED, V1, V2, V21

WANTED = Wanted("School Data Sync", missing="SDS-002", slip="SDS-003", unknown="SDS-004")
SYSTEM = System("sds", "sis", "School Data Sync")
STUDENT_WORDS = frozenset({"student number", "grade", "birthdate", "graduation year"})
TEACHER_WORDS = frozenset({"teacher number", "title", "qualification"})


def recognise_set(shapes: Sequence[Shape]) -> tuple[list[Recognised], list[ReadProblem], set[str]]:
    """Recognise the School Data Sync files among the files of one folder or archive.

    Returns the recognised files, the problems of the set, and the names of the files. A set that shares
    its headers with OneRoster is left to OneRoster.
    """
    fitting = [(shape, forms) for shape in shapes if (forms := _fitting(shape))]
    if not fitting or any(is_manifest(shape) for shape in shapes) or _is_oneroster(shapes, fitting):
        return [], [], set()
    settled = [(shape, _which(shape, forms, fitting)) for shape, forms in fitting]
    certain = [(shape, form) for shape, form in settled if form is not None]
    version = _version([form for _, form in certain])
    certain += short_of_one(shapes, certain, [form for form in FORMS if form.version == version])
    found = [_recognised(shape, form) for shape, form in certain]
    problems = [problem for item in found for problem in item.problems]
    problems += _missing_files(found)
    return found, problems, {item.shape.arrival.name for item in found}


def _fitting(shape: Shape) -> list[FileForm]:
    return [form for form in FORMS if form.recognises(shape.columns)]


def _is_oneroster(shapes: Sequence[Shape], fitting: Sequence[tuple[Shape, list[FileForm]]]) -> bool:
    """Whether nothing here is School Data Sync's alone, and other files of the package are OneRoster's."""
    if any(_is_own(form) for _, forms in fitting for form in forms):
        return False
    others = {id(shape) for shape, _ in fitting}
    return any(form_fits(shape) for shape in shapes if id(shape) not in others)


def _is_own(form: FileForm) -> bool:
    return form.version in (V1, V2) or form.file in (*OWN_KINDS, "users.csv")


def _which(shape: Shape, forms: Sequence[FileForm], fitting: Sequence[tuple[Shape, list[FileForm]]]) -> FileForm | None:
    """The form of a file; students and teachers have the same headers when only the required ones are there."""
    if len(forms) == 1:
        return forms[0]
    files = {form.file: form for form in forms}
    if "Student.csv" in files:
        word = _by_columns(shape) or _by_name(shape)
        return files.get(f"{word}.csv") if word else None
    if "StudentEnrollment.csv" in files:
        word = _by_members(shape, fitting) or _by_name(shape)
        return files.get({"Student": "StudentEnrollment.csv", "Teacher": "TeacherRoster.csv"}.get(word or "", ""))
    return max(forms, key=lambda form: len({folded(name) for name in shape.columns} & set(form.by_folded)))


def _by_columns(shape: Shape) -> str | None:
    names = {folded(name) for name in shape.columns}
    students, teachers = len(names & STUDENT_WORDS), len(names & TEACHER_WORDS)
    if students == teachers:
        return None
    return "Student" if students > teachers else "Teacher"


def _by_name(shape: Shape) -> str | None:
    base = shape.arrival.base.casefold()
    if "teacher" in base or "roster" in base:
        return "Teacher"
    return "Student" if "student" in base else None


def _by_members(shape: Shape, fitting: Sequence[tuple[Shape, list[FileForm]]]) -> str | None:
    """Who the members of sections are: those whose ids stand in the head of the students' or the teachers' file."""
    ids = _first_rows(shape, ("sis id", "id"))
    met = {"Student": 0, "Teacher": 0}
    for other, forms in fitting:
        if any(form.file == "Student.csv" for form in forms):
            word = _by_columns(other) or _by_name(other)
            if word:
                met[word] += len(ids & _first_rows(other, ("sis id", "id")))
    if met["Student"] == met["Teacher"]:
        return None
    return max(met, key=lambda word: met[word])


def _first_rows(shape: Shape, headings: Sequence[str]) -> set[str]:
    names = [folded(name) for name in shape.columns]
    place = next((names.index(heading) for heading in headings if heading in names), None)
    if place is None:
        return set()
    return {cell for row in shape.sample if place < len(row) and (cell := row[place])}


def _recognised(shape: Shape, form: FileForm) -> Recognised:
    headers = match_headers(form, shape.columns, {})
    problems = list(header_problems(shape, form, headers, wanted=WANTED))
    misnamed = name_problem(shape, form.file, WANTED.receiver)
    return Recognised(
        shape=shape,
        form=form,
        family=SDS,
        system=SYSTEM,
        headers=headers,
        why=f"it has the columns of {form.title}",
        problems=tuple([*problems, misnamed] if misnamed else problems),
    )


def _version(forms: Sequence[FileForm]) -> str:
    return next((version for version in (V1, V2) if any(form.version == version for form in forms)), V21)


def _missing_files(found: Sequence[Recognised]) -> list[ReadProblem]:
    """The required files that are not there. Only a set is asked: one file alone is looked at for itself."""
    present = {item.form.file for item in found}
    if len(present) < 2:
        return []
    version = _version([item.form for item in found])
    said = {V21: "version 2.1", V2: "version 2", V1: "the SDS format"}[version]
    return [
        ReadProblem(
            code="SDS-001",
            file=found[0].shape.arrival.package,
            fact=f"{file} is missing; {said} of School Data Sync needs it.",
            next_step="Export the whole set again: what is not in it counts as gone.",
        )
        for file in REQUIRED[version]
        if file not in present
    ]
