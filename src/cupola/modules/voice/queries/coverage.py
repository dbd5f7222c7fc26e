"""Who was heard this term and who was not, and the visits that would change that."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from cupola.engine.planning.visits import Heard, Visit, plan_visits
from cupola.modules.voice.models import Attendance, Note, Pain, Promise, Response, Session, Speaker
from cupola.modules.voice.queries.terms import SPANS, Term, span_of, term_of
from cupola.shell.announcements import closed_days
from cupola.workspace.models import School

ASKED_ROLES = (Speaker.TEACHER, Speaker.STUDENT, Speaker.PARENT, Speaker.LEADER, Speaker.OFFICE)
MOST_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class SchoolHeard:
    """One school: how often each role was heard this term, and when anybody was last heard at all."""

    school: School
    span: str
    roles: tuple[int, ...]
    last: date | None
    silent_days: int | None

    @property
    def is_silent(self) -> bool:
        """Whether nobody was heard there this term."""
        return not any(self.roles)


@dataclass(frozen=True, slots=True)
class SpanHeard:
    """One grade span: its schools, how many of them were heard, and each role."""

    title: Any
    schools: int
    heard: int
    roles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The page: this term's table of schools and roles, spans, and the plan of visits."""

    term: Term
    roles: tuple[Any, ...]
    schools: tuple[SchoolHeard, ...]
    spans: tuple[SpanHeard, ...]
    silent: int
    voices: int
    per_week: int
    visits: tuple[Visit, ...]
    unplanned: int


def coverage(*, today: date, per_week: int) -> Coverage:
    """All of it. Counts of notes are counted over all writers; their words are nobody's but theirs."""
    term = term_of(today)
    heard = Counter[tuple[int, str]]()
    last: dict[int, date] = {}
    for school, role, day, people in _all_voices():
        last[school] = max(day, last.get(school, day))
        if term.begin <= day <= term.end:
            heard[school, role] += people
    places = [
        SchoolHeard(
            school=school,
            span=span_of(school),
            roles=tuple(heard[school.pk, role] for role in ASKED_ROLES),
            last=last.get(school.pk),
            silent_days=(today - last[school.pk]).days if school.pk in last else None,
        )
        for school in School.objects.filter(is_listed=True, kind="school", students__gt=0)
    ]
    visits = _visits(places, today, term, per_week=max(1, min(per_week, MOST_A_WEEK)))
    waiting = [each for each in places if each.is_silent or not all(each.roles[:3])]
    return Coverage(
        term=term,
        roles=tuple(role.label for role in ASKED_ROLES),
        schools=tuple(sorted(places, key=lambda each: (-(each.silent_days or 10_000), each.school.folded))),
        spans=tuple(_spans(places)),
        silent=sum(each.is_silent for each in places),
        voices=sum(heard.values()),
        per_week=per_week,
        visits=visits,
        unplanned=max(0, len(waiting) - len(visits)),
    )


def _visits(places: Iterable[SchoolHeard], today: date, term: Term, *, per_week: int) -> tuple[Visit, ...]:
    """Visits from tomorrow on to the schools in which somebody is missing."""
    waiting = [
        Heard(
            key=str(each.school.pk),
            name=each.school.name,
            people=each.school.students,
            last=each.last,
            roles_missing=tuple(
                str(role.label) for role, count in zip(ASKED_ROLES, each.roles, strict=True) if not count
            ),
        )
        for each in places
        if each.is_silent or not all(each.roles[:3])
    ]
    begin, end = today + timedelta(days=1), max(term.end, today + timedelta(days=30))
    return tuple(plan_visits(waiting, begin=begin, end=end, per_week=per_week, closed=closed_days(begin, end)))


def _spans(places: Iterable[SchoolHeard]) -> Iterator[SpanHeard]:
    by_span: defaultdict[str, list[SchoolHeard]] = defaultdict(list)
    for each in places:
        by_span[each.span].append(each)
    for span, title in SPANS.items():
        found = by_span.get(span, [])
        if found:
            roles = tuple(sum(each.roles[place] for each in found) for place in range(len(ASKED_ROLES)))
            yield SpanHeard(title, len(found), sum(not each.is_silent for each in found), roles)


def _all_voices() -> Iterator[tuple[int, str, date, int]]:
    """(school, role, day, how many) of every way in which somebody was heard."""
    zone = timezone.get_current_timezone()
    days = Note.objects.exclude(school=None).annotate(day=TruncDate("heard_at", tzinfo=zone))
    for school, role, day in days.values_list("school_id", "speaker", "day"):
        yield school, role, day, 1
    came = Attendance.objects.annotate(place=F("school_id"), at=F("session__school_id"))
    for place, at, role, day, people in came.values_list("place", "at", "speaker", "session__held_on", "people"):
        if place or at:
            yield place or at, role, day, people
    for school, day in Session.objects.exclude(school=None).filter(attendance=None).values_list("school_id", "held_on"):
        yield school, "", day, 1
    for school, role, day in Pain.objects.exclude(school=None).values_list("school_id", "speaker", "heard_on"):
        yield school, role, day, 1
    for school, role, day in Promise.objects.exclude(school=None).values_list("school_id", "speaker", "heard_on"):
        yield school, role, day, 1
    answers = Response.objects.exclude(school=None).exclude(answered_on=None).order_by()
    for school, role, day, people in answers.values_list("school_id", "speaker", "answered_on").annotate(n=Sum(1)):
        yield school, role, day, people
