"""Delivers surveys to the record: what was asked, how many were, and what they answered; words never."""

from __future__ import annotations

from collections.abc import Iterator

from cupola.modules.voice.models import Door, Item, ItemKind, Response, Survey
from cupola.workspace.own_record import Cells, OwnTable

IN_USE = (Survey.State.OPEN, Survey.State.CLOSED)
AT_ONCE = 2_000


def _surveys() -> Iterator[Cells]:
    for each in Survey.objects.filter(state__in=IN_USE).order_by("pk"):
        yield each.pk, each.title, each.audience, each.wave, each.opens_on, each.closes_on


def _invitations() -> Iterator[Cells]:
    doors = Door.objects.filter(survey__state__in=IN_USE).select_related("school").order_by("pk")
    for each in doors:
        yield each.pk, each.survey_id, each.school.key if each.school else None, each.invited


def _items() -> Iterator[Item]:
    yield from (
        Item.objects.filter(survey__state__in=IN_USE).exclude(kind=ItemKind.TEXT).order_by("survey_id", "place", "pk")
    )


def _questions() -> Iterator[Cells]:
    for each in _items():
        scale_to = each.scale_to if each.kind == ItemKind.SCALE else None
        yield each.pk, each.survey_id, each.code, each.text, each.kind, scale_to, each.is_reversed


def _answered() -> Iterator[Response]:
    rows = Response.objects.filter(survey__state__in=IN_USE).select_related("school").order_by("key")
    yield from rows.iterator(chunk_size=AT_ONCE)


def _responses() -> Iterator[Cells]:
    for each in _answered():
        school = each.school.key if each.school else None
        yield each.key, each.survey_id, each.answered_on, school, each.speaker, each.language


def _answers() -> Iterator[Cells]:
    items: dict[int, list[Item]] = {}
    for item in _items():
        items.setdefault(item.survey_id, []).append(item)
    for each in _answered():
        for item in items.get(each.survey_id, ()):
            value = each.answers.get(item.code)
            if value is None:
                continue
            key = f"{each.key}-{item.pk}"
            if item.kind in (ItemKind.SCALE, ItemKind.NUMBER):
                yield key, each.key, item.pk, value, None
            elif item.kind == ItemKind.SEVERAL:
                for place, choice in enumerate(value, start=1):
                    yield f"{key}-{place}", each.key, item.pk, None, choice
            else:
                yield key, each.key, item.pk, None, value


TABLES = (
    OwnTable("cupola-surveys", ("surveyId", "title", "audience", "wave", "openedOn", "closedOn"), _surveys),
    OwnTable("cupola-survey-invitations", ("invitationId", "surveyId", "orgId", "invited"), _invitations),
    OwnTable(
        "cupola-survey-questions",
        ("questionId", "surveyId", "code", "text", "kind", "scaleTo", "reversed"),
        _questions,
    ),
    OwnTable(
        "cupola-survey-responses",
        ("responseId", "surveyId", "answeredOn", "orgId", "role", "language"),
        _responses,
    ),
    OwnTable("cupola-survey-answers", ("answerId", "responseId", "questionId", "number", "choice"), _answers),
)
