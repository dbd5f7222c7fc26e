"""Services of the builder: a survey is made, changed while nobody can answer it, and copied for the next wave."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.modules.voice.models import Item, ItemKind, Survey
from cupola.modules.voice.surveys.scales import READY_MADE, ReadyMade
from cupola.workspace import audit
from cupola.workspace.entering import drop, keep, name_of
from cupola.workspace.models import User

# How long people take, in seconds: read from pilots of short surveys; a guess, and called one.
SECONDS = {ItemKind.SCALE: 8, ItemKind.CHOICE: 8, ItemKind.SEVERAL: 12, ItemKind.NUMBER: 10, ItemKind.TEXT: 40}
TO_BEGIN = 15


class SurveyError(CupolaError):
    """Something cannot be done with a survey as asked."""


def minutes(items: Iterable[Item]) -> int:
    """About how many minutes the questions take, at least one."""
    return max(1, round((TO_BEGIN + sum(SECONDS[ItemKind(item.kind)] for item in items)) / 60))


def must_be_draft(survey: Survey) -> None:
    """Raise `SurveyError` for a survey that people answer or answered."""
    if survey.state != Survey.State.DRAFT:
        raise SurveyError(
            _("This survey"),
            _("is in use, and its questions stay as they are so that answers can be compared."),
            _("Copy it to a new wave and change the copy."),
        )


@transaction.atomic
def begin(survey: Survey, ready: str, *, by: User) -> Survey:
    """Make a survey, with the questions of a ready-made scale when one was chosen."""
    made = READY_MADE.get(ready)
    if made is not None:
        _fill(survey, made)
    keep(survey, by=by, act="survey begun")
    for place, each in enumerate(made.items if made else ()):
        Item.objects.create(
            survey=survey,
            place=place,
            code=each.code,
            kind=each.kind,
            text=each.text,
            text_es=each.text_es,
            scale_to=each.scale_to,
            scale=each.scale,
            made_by=by,
        )
    return survey


def _fill(survey: Survey, made: ReadyMade) -> None:
    if not made.source:  # a published scale asks whoever uses the tool
        survey.audience = made.audience
    if not survey.title:
        survey.title, survey.title_es = made.name
    survey.intro, survey.intro_es = made.intro


@transaction.atomic
def keep_item(item: Item, *, by: User, seen: int | None = None) -> None:
    """Save a question of a survey that nobody answers yet; a new one goes last."""
    must_be_draft(item.survey)
    if item._state.adding:
        last = item.survey.items.aggregate(last=Max("place"))["last"]
        item.place = 0 if last is None else last + 1
        item.code = _free_code(item.survey)
    keep(item, by=by, act="survey question kept", seen=seen)


def _free_code(survey: Survey) -> str:
    taken = set(survey.items.values_list("code", flat=True))
    return next(code for number in range(1, 1000) if (code := f"q{number}") not in taken)


@transaction.atomic
def move(item: Item, by_places: int, *, by: User) -> None:
    """Change places with the question before or after."""
    must_be_draft(item.survey)
    rows = list(item.survey.items.all())
    at = next(place for place, row in enumerate(rows) if row.pk == item.pk)
    to = min(max(at + by_places, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    for place, row in enumerate(rows):
        row.place = place
    Item.objects.bulk_update(rows, ["place"])
    audit.note("survey question moved", user=by, thing=name_of(item.survey))


def take_out(item: Item, *, by: User) -> None:
    """Remove a question of a survey that nobody answers yet."""
    must_be_draft(item.survey)
    drop(item, by=by, act="survey question removed")


def throw_away(survey: Survey, *, by: User) -> None:
    """Remove a survey that was never opened."""
    must_be_draft(survey)
    drop(survey, by=by, act="survey removed")


@transaction.atomic
def copy(survey: Survey, *, by: User) -> Survey:
    """The same survey once more, to be opened as the next wave; both carry the same word."""
    if not survey.wave:
        survey.wave = survey.title[:60]
        keep(survey, by=by, act="survey given a wave")
    new = Survey(
        title=survey.title,
        title_es=survey.title_es,
        intro=survey.intro,
        intro_es=survey.intro_es,
        audience=survey.audience,
        wave=survey.wave,
    )
    keep(new, by=by, act="survey copied")
    for item in survey.items.all():
        item.pk, item._state.adding = None, True
        item.survey, item.made_by, item.version = new, by, 0
        item.save()
    return new
