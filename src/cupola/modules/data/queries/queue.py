"""The queue: open findings summed up by check, school or person, in one query each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Case, F, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupola.modules.data.queries.filters import SOON, Filters, found, priority_of
from cupola.modules.data.queries.manuals import rates, role_title, title_of
from cupola.modules.data.queries.sums import Group, summed
from cupola.shell.templatetags.ui import day
from cupola.workspace.models import CheckResult, Publication, School, User
from cupola.workspace.policy import everywhere

ROWS_A_PAGE = 50
# Key, title, address and what is told below the title of one line.
Says = tuple[str, str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the queue: a check, a school or a person. `of` is how many rows the check looked at, where known."""

    key: str
    title: str
    url: str
    about: tuple[str, ...]
    priority: str
    who: str
    due_on: date | None
    is_due_soon: bool
    count: int
    of: int | None
    findings: int
    minutes: int | None
    cents: int


@dataclass(frozen=True, slots=True)
class Pager:
    """Which rows of how many a page shows, and the pages beside it."""

    first: int
    last: int
    total: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class NotRun:
    """Checks that could not look for the same reason."""

    reason: str
    checks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """All that the queue shows below its filters."""

    lines: tuple[Line, ...]
    pager: Pager
    findings: int
    checks: int
    minutes: int
    cents: int
    not_run: tuple[NotRun, ...]
    not_run_checks: int
    ran: int
    has_record: bool


@dataclass(frozen=True, slots=True)
class Since:
    """The newest publication's snapshot, and the day of the record before it."""

    snapshot: str
    before: date | None


def cost() -> Case:
    """Cents times sixty of one finding: its minutes at its role's rate."""
    whens = [When(role=role, then=F("minutes") * rate.cents) for role, rate in rates().items()]
    return Case(*whens, default=Value(0), output_field=BigIntegerField())


def cents(sum_of_cost: int | None) -> int:
    """Cents from a sum of `cost`."""
    return round((sum_of_cost or 0) / 60)


def since() -> Since:
    """What the record in force is compared with."""
    newest = list(Publication.objects.filter(finished_at__isnull=False).values_list("snapshot", "as_of")[:12])
    if not newest:
        return Since("", None)
    before = next((as_of for snapshot, as_of in newest if snapshot != newest[0][0]), None)
    return Since(newest[0][0], before)


def pager(page: int, total: int, size: int = ROWS_A_PAGE) -> Pager:
    """The rows of one page; a page after the last one is the last one."""
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    first = (page - 1) * size
    return Pager(
        first=first + 1 if total else 0,
        last=min(first + size, total),
        total=total,
        before=page - 1 if page > 1 else None,
        after=page + 1 if page < pages else None,
    )


def queue(filters: Filters, user: User) -> Queue:
    """The page of the queue that these filters mean."""
    last = since()
    groups = summed(found(filters, user), filters.group, filters.order, newest=last.snapshot)
    shown = pager(filters.page, len(groups))
    is_whole = everywhere(user, "see findings")
    results = {each.check_id: each for each in CheckResult.objects.all()} if is_whole else {}
    build = Lines(filters, groups[max(shown.first - 1, 0) : shown.last], last, results)
    return Queue(
        lines=tuple(build.lines()),
        pager=shown,
        findings=sum(each.findings for each in groups),
        checks=len(set().union(*(each.checks for each in groups))),
        minutes=sum(each.minutes or 0 for each in groups),
        cents=round(sum(each.cents for each in groups)),
        not_run=not_run(results.values()),
        not_run_checks=sum(not each.ran for each in results.values()),
        ran=sum(each.ran for each in results.values()),
        has_record=bool(last.snapshot),
    )


def all_lines(filters: Filters, user: User) -> list[Line]:
    """Every line of all pages of the queue, for an export."""
    last = since()
    groups = summed(found(filters, user), filters.group, filters.order, newest=last.snapshot)
    is_whole = everywhere(user, "see findings")
    results = {each.check_id: each for each in CheckResult.objects.all()} if is_whole else {}
    return list(Lines(filters, groups, last, results).lines())


@dataclass(frozen=True, slots=True)
class Lines:
    """Makes the lines of the queue from the sums of their groups, with one query for names."""

    filters: Filters
    groups: Sequence[Group]
    since: Since
    results: Mapping[str, CheckResult]

    def lines(self) -> Iterable[Line]:
        """The lines, in the order of the groups."""
        owners = {owner for each in self.groups for owner in each.owners}
        people = dict(User.objects.filter(pk__in=owners).values_list("pk", "name")) if owners else {}
        schools: dict[int, str] = {}
        if self.filters.group == "school":
            keys = [each.key[0] for each in self.groups if each.key[0] is not None]
            schools = dict(School.objects.filter(pk__in=keys).values_list("pk", "name"))
        make = {"": self._check, "school": self._school, "person": self._person}[self.filters.group]
        names = schools if self.filters.group == "school" else people
        return [self._line(each, people, make(each, names)) for each in self.groups]

    def _line(self, each: Group, people: Mapping[int, str], says: Says) -> Line:
        key, title, url, about = says
        today = timezone.localdate()
        due = each.due_on
        result = self.results.get(key) if not self.filters.group else None
        worst = "critical" if each.is_critical else priority_of(each.severity, None, today)
        return Line(
            key=key,
            title=title,
            url=url,
            about=about,
            priority=worst,
            who=_who(each, people, names_schools=not self.filters.school),
            due_on=due,
            is_due_soon=due is not None and due <= today + SOON,
            count=each.rows,
            of=result.looked_at if result is not None and result.ran else None,
            findings=each.findings,
            minutes=each.minutes,
            cents=round(each.cents),
        )

    def _check(self, each: Group, _names: Mapping[int, str]) -> Says:
        check = each.key[0]
        url = reverse("data:check", args=[check]) + self.filters.address(check=(), group="", order="")
        return check, title_of(check), url.removesuffix("?"), (check, *self._change(check, each.fresh))

    def _change(self, check: str, fresh: int) -> tuple[str, ...]:
        """What changed since the last delivery: of the whole check where it is seen whole, of these rows otherwise."""
        from_day = self.since.before
        if from_day is None:
            return ()
        result = self.results.get(check)
        if result is None or self.filters.is_narrow:
            return (ngettext("%(n)s new", "%(n)s new", fresh) % {"n": f"{fresh:,}"} if fresh else _("none new"),)
        if result.found_before is None or (not result.found_before and result.found):
            return (_("new"),)
        more = result.found - result.found_before
        if not more:
            return (_("no change"),)
        said = _("%(n)s more than %(day)s") if more > 0 else _("%(n)s fewer than %(day)s")
        return (said % {"n": f"{abs(more):,}", "day": day(from_day)},)

    def _school(self, each: Group, names: Mapping[int, str]) -> Says:
        key = each.key[0]
        title = names.get(key, "") if key else _("The district, no school")
        address = self.filters.address(school=str(key or "none"), group="", order="")
        return str(key or "none"), title, reverse("data:findings") + address, (_checks(len(each.checks)),)

    def _person(self, each: Group, names: Mapping[int, str]) -> Says:
        owner, role = each.key
        key = f"person:{owner}" if owner else f"role:{role}"
        title = names.get(owner, "") if owner else _("%(role)s, nobody yet") % {"role": role_title(role)}
        address = self.filters.address(who=key, group="", order="")
        return key, title, reverse("data:findings") + address, (_checks(len(each.checks)),)


def _checks(count: int) -> str:
    return ngettext("%(n)s check", "%(n)s checks", count) % {"n": f"{count:,}"}


def _who(each: Group, people: Mapping[int, str], *, names_schools: bool) -> str:
    """`Rosa`, `3 people`, or the role; and at how many schools."""
    if len(each.owners) == 1 and each.owned == each.findings:
        who = people.get(min(each.owners), "")
    elif each.owners:
        n = len(each.owners)
        who = ngettext("%(n)s person and the role", "%(n)s people and the role", n) % {"n": n}
    else:
        who = role_title(min(each.roles)) if len(each.roles) == 1 else _("%(n)s roles") % {"n": len(each.roles)}
    if not (each.schools and names_schools):
        return who
    where = ngettext("%(n)s school", "%(n)s schools", len(each.schools)) % {"n": len(each.schools)}
    return f"{who}, {where}"


def not_run(results: Iterable[CheckResult]) -> tuple[NotRun, ...]:
    """Checks that did not run, by the reason; the most frequent reason first."""
    by_reason: dict[str, list[tuple[str, str]]] = {}
    for each in results:
        if not each.ran:
            by_reason.setdefault(each.reason, []).append((each.check_id, title_of(each.check_id)))
    ranked = sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(NotRun(reason, tuple(checks)) for reason, checks in ranked)
