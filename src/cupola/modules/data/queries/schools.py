"""What pages read of schools, and schools that a search finds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.modules.data.queries.filters import WORKED_ON, Filters, found
from cupola.modules.data.queries.queue import Line, Lines, since
from cupola.modules.data.queries.sums import Group, summed
from cupola.shell.announcements import Hit
from cupola.workspace.models import School, User
from cupola.workspace.policy import can, everywhere, visible

LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school of the list with the counts of its open findings."""

    key: int
    name: str
    grades: str
    students: int
    open: int
    errors: int
    minutes: int


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """A school as its principal sees it: own facts only."""

    school: School
    grades: str
    open: int
    checks: int
    critical: int
    minutes: int
    cents: int
    closed: int
    decided: int
    lines: tuple[Line, ...]
    closed_lines: tuple[Line, ...]
    queue_url: str
    is_only_own: bool
    sees_findings: bool


def search(user: User, words: str) -> list[Hit]:
    """Schools by name, within what the user may see."""
    schools = visible(School.objects.filter(folded__contains=words, is_listed=True), user, "see schools")
    return [Hit(each.name, _("Schools"), reverse("data:school", args=[each.pk])) for each in schools[:20]]


def grades(low: str, high: str) -> str:
    """`TK to 6`, or the one grade."""
    if not low or low == high:
        return low or high
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def school_list(user: User) -> list[SchoolLine]:
    """The schools that a user may see, with counts of those findings that the user may see; two queries."""
    open_here = {each.key[0]: each for each in summed(found(Filters(), user), "school", "id")}
    nothing = Group((None,))
    schools = visible(School.objects.filter(is_listed=True), user, "see schools")
    return [
        SchoolLine(
            key=each.pk,
            name=each.name,
            grades=grades(each.low_grade, each.high_grade),
            students=each.students,
            open=open_here.get(each.pk, nothing).findings,
            errors=open_here.get(each.pk, nothing).errors,
            minutes=open_here.get(each.pk, nothing).minutes or 0,
        )
        for each in schools
        if each.kind == "school" or each.pk in open_here
    ]


def school_page(school: School, user: User) -> SchoolPage:
    """The page of one school that the user may see."""
    asked = Filters(school=str(school.pk))
    last = since()
    groups = summed(found(asked, user), "", "", newest=last.snapshot)
    gone = found(Filters(school=str(school.pk), standing="fixed"), user).filter(
        closed_on__gte=timezone.localdate() - LATELY
    )
    closed = summed(gone, "", "newest", newest=last.snapshot)
    decided = Filters(school=str(school.pk), standing="decided")
    set_aside = found(decided, user).exclude(standing__in=WORKED_ON).count()
    return SchoolPage(
        school=school,
        grades=grades(school.low_grade, school.high_grade),
        open=sum(each.findings for each in groups),
        checks=len(groups),
        critical=found(replace(asked, priority="critical"), user).count(),
        minutes=sum(each.minutes or 0 for each in groups),
        cents=round(sum(each.cents for each in groups)),
        closed=sum(each.findings for each in closed),
        decided=set_aside,
        lines=tuple(Lines(asked, groups, last, {}).lines()),
        closed_lines=tuple(Lines(Filters(school=str(school.pk), standing="fixed"), closed, last, {}).lines()),
        queue_url=reverse("data:findings") + asked.address(),
        is_only_own=not everywhere(user, "see schools"),
        sees_findings=can(user, "see findings"),
    )
