"""Surveys as tests need them: begun, opened, answered by so many, closed."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from cupola.modules.voice.models import Audience, ItemKind, Response, Survey
from cupola.modules.voice.surveys import building, opening
from tests.web.conftest import Cast

TODAY = timezone.localdate(timezone=ZoneInfo("America/Los_Angeles"))


def begun(cast: Cast, ready: str = "teachers", **more: object) -> Survey:
    fields = {"opens_on": TODAY, "audience": Audience.STAFF, **more}
    return building.begin(Survey(**fields), ready, by=cast.ada)


def opened(cast: Cast, ready: str = "teachers", **more: object) -> Survey:
    survey = begun(cast, ready, **more)
    opening.make_doors(survey, for_schools=True, by=cast.ada)
    opening.open_up(survey, by=cast.ada)
    return survey


def answered(survey: Survey, school: object, many: int, *, value: int = 4) -> None:
    answers = {item.code: value for item in survey.items.all() if item.kind == ItemKind.SCALE}
    Response.objects.bulk_create(
        Response(survey=survey, school=school, speaker="teacher", answered_on=date(2026, 10, 1), answers=answers)
        for _each in range(many)
    )


def closed(survey: Survey) -> Survey:
    opening.close(survey, by=None)
    return survey
