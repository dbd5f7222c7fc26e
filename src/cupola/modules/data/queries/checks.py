"""What a check's page and a finding's page show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, QuerySet, Sum
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cupola.engine.catalog import Check
from cupola.engine.paper.charts import Point, both_widths
from cupola.modules.data.queries.filters import Filters, found, is_critical, priority_of
from cupola.modules.data.queries.manuals import area_title, manuals, rates, role_title
from cupola.modules.data.queries.queue import Pager, cents, cost, pager
from cupola.modules.data.queries.rows import Row, Standing, rows, standing_of
from cupola.shell.templatetags.ui import day
from cupola.workspace.models import CheckCount, CheckResult, CheckSwitch, Decision, Finding, User
from cupola.workspace.policy import can, everywhere, visible

TREND_POINTS = 26
DECISIONS_SHOWN = 100
# Subject areas whose findings are about things, never about one person.
ABOUT_THINGS = frozenset({"devices", "feeds", "files", "orgs", "package", "sections", "sessions"})


@dataclass(frozen=True, slots=True)
class Counted:
    """One publication of the trend."""

    as_of: date
    found: int
    looked_at: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The sums of a check's rows under the filters. `of` is known to readers of the whole district alone."""

    findings: int
    count: int
    of: int | None
    schools: int
    minutes: int | None
    cents: int
    rate_cents: int
    rate_unverified: bool
    due_on: date | None
    priority: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A check: its manual, what it found, its rows and how it went over time."""

    id: str
    manual: Check | None
    area: str
    role: str
    facts: Facts
    rows: tuple[Row, ...]
    pager: Pager
    trend: tuple[Counted, ...]
    chart: SafeString
    result: CheckResult | None
    switch: CheckSwitch | None
    can_decide: bool
    can_switch: bool
    sees_subjects: bool
    is_whole: bool


def check_page(check: str, filters: Filters, user: User) -> CheckPage | None:
    """The page of a check; None for an id that neither the catalogue nor any visible finding knows."""
    manual = manuals().get(check)
    asked = replace(filters, check=(check,))
    query = found(asked, user)
    if manual is None and not visible(Finding.objects.filter(check_id=check), user).exists():
        return None
    is_whole = everywhere(user, "see findings")
    result = CheckResult.objects.filter(check_id=check).first() if is_whole else None
    facts = _facts(query, manual, result)
    page = pager(filters.page, facts.findings)
    trend = _trend(check) if is_whole else ()
    return CheckPage(
        id=check,
        manual=manual,
        area=area_title(manual.subject_area) if manual else "",
        role=role_title(manual.role) if manual else "",
        facts=facts,
        rows=tuple(rows(_ordered(query, filters), user, first=max(page.first - 1, 0), last=page.last)),
        pager=page,
        trend=trend,
        chart=_chart(trend),
        result=result,
        switch=CheckSwitch.objects.filter(check_id=check).select_related("by").first(),
        can_decide=can(user, "decide findings"),
        can_switch=can(user, "switch checks") and everywhere(user, "switch checks"),
        sees_subjects=can(user, "see names"),
        is_whole=is_whole,
    )


def _ordered(query: QuerySet[Finding], filters: Filters) -> QuerySet[Finding]:
    first = {"due": "due_on", "newest": "-first_seen", "count": "-rows", "hours": "-minutes"}.get(filters.order)
    usual = ("-priority", "school__folded", "file", "line", "pk")
    return query.order_by(*([first] if first else []), *usual)


def _facts(query: QuerySet[Finding], manual: Check | None, result: CheckResult | None) -> Facts:
    today = timezone.localdate()
    sums = query.order_by().aggregate(
        n=Count("pk"),
        rows_found=Sum("rows"),
        schools=Count("school", distinct=True),
        work=Sum("minutes"),
        price=Sum(cost()),
        due_first=Min("due_on"),
        severest=Max("severity"),
        critical=Count("pk", filter=is_critical(today)),
    )
    rate = rates().get(manual.role) if manual else None
    severity = sums["severest"] or (int(manual.severity) if manual else 1)
    return Facts(
        findings=sums["n"],
        count=sums["rows_found"] or 0,
        of=result.looked_at if result is not None and result.ran else None,
        schools=sums["schools"],
        minutes=sums["work"],
        cents=cents(sums["price"]),
        rate_cents=rate.cents if rate else 0,
        rate_unverified=bool(rate and rate.unverified),
        due_on=sums["due_first"],
        priority="critical" if sums["critical"] else priority_of(severity, None, today),
    )


def _trend(check: str) -> tuple[Counted, ...]:
    """What the check found in each record, oldest first; a record judged twice counts as it was judged last."""
    counted = CheckCount.objects.filter(check_id=check).order_by("publication")
    by_snapshot = {
        snapshot: Counted(as_of, n, of)
        for snapshot, as_of, n, of in counted.values_list(
            "publication__snapshot", "publication__as_of", "found", "looked_at"
        )
    }
    return tuple(by_snapshot.values())[-TREND_POINTS:]


def _chart(trend: tuple[Counted, ...]) -> SafeString:
    if len(trend) < 2:
        return mark_safe("")
    first, last = trend[0], trend[-1]
    says = _("From %(first)s on %(from)s to %(last)s on %(to)s, in %(n)s records.") % {
        "first": f"{first.found:,}", "from": day(first.as_of), "last": f"{last.found:,}", "to": day(last.as_of),
        "n": len(trend),
    }  # fmt: skip
    return mark_safe(both_widths([Point(day(each.as_of), each.found) for each in trend], says=says))


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding, what was decided about it and what may be."""

    finding: Finding
    manual: Check | None
    title: str
    role: str
    priority: str
    standing: Standing
    history: tuple[Decision, ...]
    result: CheckResult | None
    is_switched_off: bool
    can_decide: bool
    sees_subjects: bool
    may_ask_who: bool
    may_see_sources: bool
    cents: int


def finding_page(print_: str, user: User) -> FindingPage | None:
    """A finding by its fingerprint; None when there is none that the user may see."""
    query = visible(Finding.objects.all(), user).select_related("school", "owner")
    finding = query.annotate(price=cost()).filter(fingerprint=print_).first()
    if finding is None:
        return None
    manual = manuals().get(finding.check_id)
    off = frozenset(CheckSwitch.objects.filter(check_id=finding.check_id).values_list("check_id", flat=True))
    said: dict[str, Any] = {name: getattr(finding, name) for name in
                            ("is_open", "check_id", "closed_on", "standing", "until", "came_back_on")}  # fmt: skip
    may_ask_who = bool(finding.subject) and (manual is None or manual.subject_area not in ABOUT_THINGS)
    return FindingPage(
        finding=finding,
        manual=manual,
        title=manual.title if manual else finding.check_id,
        role=role_title(finding.role),
        priority=priority_of(finding.severity, finding.due_on, timezone.localdate()),
        standing=standing_of(said, off),
        history=tuple(Decision.objects.filter(fingerprint=print_)[:DECISIONS_SHOWN]),
        result=CheckResult.objects.filter(check_id=finding.check_id).first(),
        is_switched_off=bool(off),
        can_decide=can(user, "decide findings", finding),
        sees_subjects=can(user, "see names", finding),
        may_ask_who=may_ask_who,
        may_see_sources=may_ask_who and can(user, "review links"),
        cents=cents(finding.price),
    )
