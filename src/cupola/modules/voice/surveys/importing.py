"""Services for files of other form programs: looked at, then made into a closed survey with its answers."""

from __future__ import annotations

import os
import re
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cupola.engine.surveys.exports import SurveyFile, read_survey
from cupola.engine.surveys.scales import Question
from cupola.modules.voice.models import Comment, Door, Item, ItemKind, Response, Speaker, Survey
from cupola.modules.voice.surveys.building import SurveyError
from cupola.modules.voice.surveys.opening import TOKEN_LENGTH, TOKEN_LETTERS
from cupola.workspace import audit
from cupola.workspace.entering import keep, name_of
from cupola.workspace.folding import folded
from cupola.workspace.models import School, User

TOKEN = re.compile(r"^[0-9a-f]{32}$")
LEFT_OUT = "out"
LONGEST = {"text": 400, "words": 2_000}
SHOWN_ROWS = 5
ROLE_HEADS = re.compile(r"\b(role|position|rol|puesto|cargo|i am a|soy)\b")
SCHOOL_HEADS = re.compile(r"\b(school|site|campus|escuela|plantel)\b")
ROLES: Mapping[str, str] = {
    **dict.fromkeys(("teacher", "teachers", "maestro", "maestra", "docente", "profesor", "profesora"), Speaker.TEACHER),
    **dict.fromkeys(("student", "students", "estudiante", "alumno", "alumna"), Speaker.STUDENT),
    **dict.fromkeys(
        ("parent", "parents", "parent or guardian", "parent/guardian", "guardian", "family", "padre", "madre"),
        Speaker.PARENT,
    ),
    **dict.fromkeys(("principal", "assistant principal", "administrator", "school leader", "director"), Speaker.LEADER),
    **dict.fromkeys(("office", "office staff", "secretary", "registrar", "clerk", "oficina"), Speaker.OFFICE),
    **dict.fromkeys(("aide", "paraprofessional", "paraeducator", "specialist", "asistente"), Speaker.AIDE),
    **dict.fromkeys(("technician", "it", "it staff", "tecnico"), Speaker.TECHNICIAN),
}


@dataclass(frozen=True, slots=True)
class Guessed:
    """What the columns seem to be: which one names the school, which the role; None is none."""

    school: int | None
    role: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided: title, whom it asked, the columns of school and role, and the kind of each column."""

    title: str
    audience: str
    school: int | None
    role: int | None
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """Schools by the words of the file, and the words that fit none, with how many answers bear them."""

    schools: Mapping[str, School]
    unmatched: Mapping[str, int]


def put(pieces: Any, *, by: User) -> str:
    """Keep an uploaded file below the uploads until it is applied or put aside; gives the word in its address."""
    token = secrets.token_hex(16)
    with _place(token, by).open("xb") as handle:
        os.chmod(handle.fileno(), 0o600)
        for piece in pieces:
            handle.write(piece)
    return token


def look(token: str, *, by: User) -> SurveyFile:
    """Read a file that was put here by this person. Raises `SurveyError` when it is gone."""
    place = _place(token, by)
    if not TOKEN.match(token) or not place.is_file():
        raise SurveyError(_("That file"), _("is no longer here."), _("Bring it again."))
    return read_survey(place)


def put_aside(token: str, *, by: User) -> None:
    """Remove the file."""
    if TOKEN.match(token):
        _place(token, by).unlink(missing_ok=True)


def _place(token: str, by: User) -> Path:
    return Path(settings.WEB_FOLDER) / "uploads" / f"survey-{by.pk}-{token[:32]}"


def guess(read: SurveyFile) -> Guessed:
    """Which column names the school (most cells are names of ours), and which the role."""
    names = set(School.objects.values_list("folded", flat=True))
    best: tuple[float, int] | None = None
    role = None
    for place, question in enumerate(read.questions):
        cells = [cell for cell in column(read, place) if cell]
        head = folded(question.text)
        if not cells:
            continue
        share = sum(folded(cell) in names for cell in cells) / len(cells)
        share += 0.2 if SCHOOL_HEADS.search(head) else 0
        if share >= 0.5 and (best is None or share > best[0]):
            best = (share, place)
        known = sum(role_of(cell) != "" for cell in cells) / len(cells)
        if role is None and known >= 0.5 and (ROLE_HEADS.search(head) or known > 0.8) and len(set(cells)) > 1:
            role = place
    return Guessed(best[1] if best else None, role)


def column(read: SurveyFile, place: int) -> list[str]:
    """The cells of one question."""
    return [row[place].strip() for row in read.rows]


def role_of(cell: str) -> str:
    """Our word for a role, or nothing."""
    return ROLES.get(folded(cell), "")


def match(cells: Sequence[str]) -> Matched:
    """Schools by folded name; what fits none, or more than one, is counted."""
    known: dict[str, list[School]] = {}
    for school in School.objects.filter(is_listed=True):
        known.setdefault(school.folded, []).append(school)
    found: dict[str, School] = {}
    unmatched: Counter[str] = Counter()
    for cell in cells:
        fits = known.get(folded(cell), [])
        if len(fits) == 1:
            found[cell] = fits[0]
        else:
            unmatched[cell or ""] += 1
    return Matched(found, dict(unmatched))


@transaction.atomic
def apply(read: SurveyFile, choice: Choice, *, by: User) -> Survey:
    """Make a closed survey of a file that was looked at."""
    days = [day for day in read.days if day is not None]
    survey = Survey(
        title=choice.title[:160],
        audience=choice.audience,
        state=Survey.State.CLOSED,
        opens_on=min(days, default=None),
        closes_on=max(days, default=None),
        program=read.program,
    )
    keep(survey, by=by, act="survey begun")
    items = _items(survey, read, choice, by=by)
    schools = match(column(read, choice.school)).schools if choice.school is not None else {}
    responses, comments = _rows(survey, read, (choice, items, schools))
    Response.objects.bulk_create(responses, batch_size=1_000)
    Comment.objects.bulk_create(comments, batch_size=1_000)
    _doors(survey, {school.pk: school for school in schools.values()})
    audit.note("survey imported", user=by, thing=name_of(survey), program=read.program, answers=len(responses))
    return survey


def _doors(survey: Survey, schools: Mapping[int, School]) -> None:
    """A closed door for each school, so that how many were asked can be filled in."""
    rows = [Door(survey=survey, school=school) for school in schools.values()]
    for row in rows:
        row.token = "".join(secrets.choice(TOKEN_LETTERS) for _ in range(TOKEN_LENGTH))
    Door.objects.bulk_create(rows)


def _items(survey: Survey, read: SurveyFile, choice: Choice, *, by: User) -> dict[int, Item]:
    """Column -> the question made of it; columns of school and role, and those left out, make none."""
    found: dict[int, Item] = {}
    codes: Counter[str] = Counter()
    for place, (question, kind) in enumerate(zip(read.questions, choice.kinds, strict=True)):
        if kind not in ItemKind.values or place in (choice.school, choice.role):
            continue
        code = slugify(question.code)[:30].strip("-") or f"q{place + 1}"
        codes[code] += 1
        found[place] = Item.objects.create(
            survey=survey,
            place=place,
            code=code if codes[code] == 1 else f"{code}-{codes[code]}-{place}",
            kind=kind,
            text=question.text[: LONGEST["text"]],
            scale_to=question.scale_to or 5,
            choices=[{"value": each, "en": each, "es": ""} for each in _choices(read, place, kind)],
            made_by=by,
        )
    return found


def _choices(read: SurveyFile, place: int, kind: str) -> list[str]:
    """The answers there were; a person may have said that a column is another kind than it seemed."""
    if kind not in (ItemKind.CHOICE, ItemKind.SEVERAL):
        return []
    as_said = Question(read.questions[place].code, read.questions[place].text, kind)
    return list(dict.fromkeys(part for cell in column(read, place) for part in as_said.parts(cell)))


def _rows(
    survey: Survey, read: SurveyFile, how: tuple[Choice, Mapping[int, Item], Mapping[str, School]]
) -> tuple[list[Response], list[Comment]]:
    choice, items, schools = how
    responses, comments = [], []
    for row, day, language in zip(read.rows, read.days, read.languages, strict=True):
        common = {
            "survey": survey,
            "school": schools.get(row[choice.school].strip()) if choice.school is not None else None,
            "speaker": role_of(row[choice.role]) if choice.role is not None else _usual(choice.audience),
            "answered_on": day,
        }
        answers = {}
        for place, item in items.items():
            cell = row[place].strip()
            if item.kind == ItemKind.TEXT:
                if cell:
                    comments.append(Comment(item=item, words=cell[: LONGEST["words"]], **common))
            elif (value := _value(item, read.questions[place], cell)) is not None:
                answers[item.code] = value
        responses.append(Response(language=language, answers=answers, **common))
    return responses, comments


def _usual(audience: str) -> str:
    return audience if audience in (Speaker.TEACHER, Speaker.PARENT, Speaker.STUDENT) else ""


def _value(item: Item, question: Question, cell: str) -> Any:
    as_said = Question(question.code, question.text, item.kind, item.scale_to)
    if item.kind in (ItemKind.SCALE, ItemKind.NUMBER):
        number = as_said.number(cell)
        if number is None or (item.kind == ItemKind.SCALE and not 1 <= number <= item.scale_to):
            return None
        return int(number) if number == int(number) else number
    parts = list(as_said.parts(cell))
    if not parts:
        return None
    return parts if item.kind == ItemKind.SEVERAL else parts[0]
