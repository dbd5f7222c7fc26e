"""What pages read of surveys: the list, one survey being made, its doors, and days that come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.modules.voice.models import Audience, Comment, Door, Item, Survey
from cupola.modules.voice.surveys import guard, opening
from cupola.modules.voice.surveys.building import minutes
from cupola.modules.voice.surveys.scales import SOURCES, ReadyMade
from cupola.shell.announcements import Day, Hit, Need
from cupola.workspace.models import School, User
from cupola.workspace.policy import can, everywhere

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """One survey of the list, with how many answers came."""

    survey: Survey
    answers: int
    invited: int | None
    is_imported: bool

    @property
    def rate(self) -> int | None:
        """Answers of a hundred asked; None when nobody knows how many were."""
        return round(100 * self.answers / self.invited) if self.invited else None


@dataclass(frozen=True, slots=True)
class DoorLine:
    """One door: where it leads, whom it asks, how many slips there are."""

    door: Door
    url: str
    codes: int
    used: int
    likely: int | None


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """A survey as its makers see it."""

    survey: Survey
    items: tuple[Item, ...]
    doors: tuple[DoorLine, ...]
    minutes: int
    refusals: tuple[str, ...]
    touches: tuple[guard.Touch, ...]
    sources: tuple[ReadyMade, ...]
    without_spanish: int
    is_draft: bool
    is_open: bool
    is_for_students: bool


def survey_list(user: User) -> list[SurveyLine]:
    """All surveys; drafts only for those who make them."""
    rows = Survey.objects.all() if everywhere(user, "keep voice") else Survey.objects.exclude(state=Survey.State.DRAFT)
    counted = dict(rows.annotate(n=Count("responses")).values_list("pk", "n"))
    asked: dict[int, list[int | None]] = {}
    for survey, invited in Door.objects.values_list("survey_id", "invited"):
        asked.setdefault(survey, []).append(invited)
    return [SurveyLine(each, counted[each.pk], total(asked.get(each.pk, [])), bool(each.program)) for each in rows]


def total(invited: list[int | None]) -> int | None:
    """How many were asked in all; unknown as soon as one number is."""
    known = [each for each in invited if each is not None]
    return sum(known) if known and len(known) == len(invited) else None


def survey_page(survey: Survey) -> SurveyPage:
    """One survey with all that its makers need."""
    items = tuple(survey.items.all())
    is_for_students = survey.audience == Audience.STUDENT
    is_draft = survey.state == Survey.State.DRAFT
    return SurveyPage(
        survey=survey,
        items=items,
        doors=tuple(door_lines(survey)),
        minutes=minutes(items),
        refusals=tuple(opening.refusals(survey)) if is_draft else (),
        touches=tuple(guard.touches(items)) if is_for_students else (),
        sources=tuple(
            {SOURCES[item.scale].key: SOURCES[item.scale] for item in items if item.scale in SOURCES}.values()
        ),
        without_spanish=sum(not item.text_es for item in items),
        is_draft=is_draft,
        is_open=survey.state == Survey.State.OPEN,
        is_for_students=is_for_students,
    )


def door_lines(survey: Survey) -> list[DoorLine]:
    """The doors of a survey, those of schools by name."""
    doors = survey.doors.select_related("school").annotate(
        n_codes=Count("codes"), n_used=Count("codes", filter=Q(codes__is_used=True))
    )
    return [
        DoorLine(
            door=each,
            url=reverse("voice:answer", args=[each.token]),
            codes=each.n_codes,
            used=each.n_used,
            likely=opening.likely_invited(survey, each.school) if each.school else None,
        )
        for each in sorted(doors, key=lambda door: door.school.folded if door.school else "")
    ]


def schools_without_door(survey: Survey) -> list[School]:
    """Schools that could be asked and have no door."""
    there = set(survey.doors.values_list("school_id", flat=True))
    return [school for school in opening.schools_for(survey) if school.pk not in there]


def door_of(token: str) -> Door | None:
    """The door that an address leads to."""
    return Door.objects.select_related("survey", "school").filter(token=token).first()


def comments_waiting(survey: Survey) -> int:
    """Comments whose names were not taken out yet."""
    return Comment.objects.filter(survey=survey, masked="").count()


def days(user: User) -> list[Day]:
    """When surveys open and close, for the home page and calendars."""
    if not can(user, "see voice"):
        return []
    today = timezone.localdate()
    found = []
    for survey in Survey.objects.filter(state=Survey.State.OPEN):
        url = reverse("voice:survey_results", args=[survey.pk])
        for on, words in ((survey.opens_on, _("Survey opens: %s")), (survey.closes_on, _("Survey closes: %s"))):
            if on is not None and on >= today:
                found.append(Day(on, words % survey.title, url))
    return found


def needs(user: User) -> list[Need]:
    """Surveys that close within a week with few answers."""
    if not everywhere(user, "keep voice"):
        return []
    today = timezone.localdate()
    found = []
    for line in survey_list(user):
        left = _days_left(line.survey, today)
        if left is None or left > SOON_DAYS or line.rate is None or line.rate >= 30:
            continue
        found.append(
            Need(
                title=_("Ask again: %s") % line.survey.title,
                text=_("It closes in %(n)s days, and %(rate)s%% have answered.") % {"n": left, "rate": line.rate},
                url=reverse("voice:survey", args=[line.survey.pk]),
                stake=f"{line.rate}%",
                stake_note=_("have answered"),
            )
        )
    return found


def _days_left(survey: Survey, today: date) -> int | None:
    if survey.state != Survey.State.OPEN or survey.closes_on is None or survey.closes_on < today:
        return None
    return (survey.closes_on - today).days


def search(user: User, words: str) -> list[Hit]:
    """Surveys by title."""
    if not can(user, "see voice"):
        return []
    rows = Survey.objects.filter(title__icontains=words)
    if not everywhere(user, "keep voice"):
        rows = rows.exclude(state=Survey.State.DRAFT)
    return [Hit(each.title, _("Surveys"), reverse("voice:survey_results", args=[each.pk])) for each in rows[:20]]
