"""Services of doors: who is asked, when a survey opens, and when it closes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.modules.voice.models import Audience, Door, Survey
from cupola.modules.voice.surveys import guard
from cupola.modules.voice.surveys.building import SurveyError, must_be_draft
from cupola.shell.doors import zone_of
from cupola.workspace import audit
from cupola.workspace.entering import keep, name_of
from cupola.workspace.models import District, School, User

TOKEN_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
TOKEN_LENGTH = 10


def schools_for(survey: Survey) -> list[School]:
    """The schools that a survey may ask: all of them, or those with grades 6 to 12."""
    schools = School.objects.filter(is_listed=True, kind="school")
    if survey.audience != Audience.STUDENT:
        return list(schools)
    return [school for school in schools if guard.serves_students(school)]


def likely_invited(survey: Survey, school: School) -> int | None:
    """How many people are asked at a school, where the record knows: all students of a school of grades 6 to 12."""
    if survey.audience == Audience.STUDENT and guard.is_within(school):
        return school.students
    return None


@transaction.atomic
def make_doors(survey: Survey, *, for_schools: bool, by: User) -> int:
    """A door for each school that has none, or one for the whole district; how many were made."""
    must_be_draft(survey)
    if not for_schools and survey.audience == Audience.STUDENT:
        raise SurveyError(_("A survey of students"), _("opens by school."), _("Make doors for schools."))
    there = set(survey.doors.values_list("school_id", flat=True))
    if for_schools:
        wanted = [each for each in schools_for(survey) if each.pk not in there]
        rows = [Door(survey=survey, school=each, invited=likely_invited(survey, each)) for each in wanted]
    else:
        rows = [] if None in there else [Door(survey=survey)]
    for row in rows:
        row.token = "".join(secrets.choice(TOKEN_LETTERS) for _ in range(TOKEN_LENGTH))
    Door.objects.bulk_create(rows)
    audit.note("survey doors made", user=by, thing=name_of(survey), doors=len(rows))
    return len(rows)


@transaction.atomic
def set_invited(survey: Survey, invited: Mapping[int, int | None], *, by: User) -> None:
    """How many people each door asks; None is not known."""
    rows = list(survey.doors.filter(pk__in=invited))
    for row in rows:
        row.invited = invited[row.pk]
    Door.objects.bulk_update(rows, ["invited"])
    audit.note("survey invitations counted", user=by, thing=name_of(survey), doors=len(rows))


@transaction.atomic
def remove_door(door: Door, *, by: User) -> None:
    """Take a school out, as long as nobody can answer."""
    must_be_draft(door.survey)
    key = door.pk
    door.delete()
    audit.note("survey door removed", user=by, thing=name_of(door.survey), door=key)


def refusals(survey: Survey) -> list[str]:
    """Why a survey cannot open as it stands."""
    items, doors = list(survey.items.all()), list(survey.doors.select_related("school"))
    found = []
    if not items:
        found.append(_("It has no question."))
    if not doors:
        found.append(_("It has no door: nobody could come in."))
    if survey.opens_on is None and survey.audience == Audience.STUDENT:
        found.append(_("It has no day on which it opens, and parents must be told of it first."))
    if survey.opens_on and survey.closes_on and survey.closes_on < survey.opens_on:
        found.append(_("It closes before it opens."))
    return found + guard.refusals(survey, items, [door.school for door in doors])


@transaction.atomic
def open_up(survey: Survey, *, by: User) -> None:
    """Let people in from its opening day on, which is today when none was chosen.

    Raises `SurveyError` with the first reason against it.
    """
    must_be_draft(survey)
    against = refusals(survey)
    if against:
        raise SurveyError(
            _("This survey cannot open."), against[0], _("The list on its page says all that is missing.")
        )
    survey.state = Survey.State.OPEN
    survey.opens_on = survey.opens_on or timezone.localdate(timezone=zone_of(District.here()))
    keep(survey, by=by, act="survey opened")


@transaction.atomic
def close(survey: Survey, *, by: User | None) -> None:
    """Take no more answers; it does not open again, because its results are shown now."""
    if survey.state != Survey.State.OPEN:
        raise SurveyError(_("This survey"), _("is not open."), _("Look at its page again."))
    today = timezone.localdate()
    survey.state = Survey.State.CLOSED
    if survey.closes_on is None or survey.closes_on > today:
        survey.closes_on = today
    keep(survey, by=by, act="survey closed")


def close_due() -> int:
    """Close what was to be closed before today; how many were."""
    today = timezone.localdate(timezone=zone_of(District.here()))
    due = Survey.objects.filter(state=Survey.State.OPEN, closes_on__lt=today)
    for survey in due:
        close(survey, by=None)
    return len(due)


def standing(survey: Survey, today: date) -> str:
    """What somebody who comes to its door finds: `open`, `soon` or `closed`; a draft is not there: `unknown`."""
    if survey.state == Survey.State.DRAFT:
        return "unknown"
    if survey.state == Survey.State.CLOSED or (survey.closes_on and survey.closes_on < today):
        return "closed"
    return "soon" if survey.opens_on and survey.opens_on > today else "open"
