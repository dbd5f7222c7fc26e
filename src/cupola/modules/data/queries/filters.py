"""The filters of findings: what an address says, which rows it means, and what can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from cupola.engine.kinds import Severity
from cupola.modules.data.queries.manuals import areas
from cupola.workspace.decisions import mine
from cupola.workspace.models import CheckSwitch, DecisionKind, Finding, User
from cupola.workspace.policy import visible

SOON = timedelta(days=7)
MOST_CHECKS = 60
ALLOWED: Mapping[str, frozenset[str]] = {
    "priority": frozenset({"critical", "high", "error", "medium", "low"}),
    "due": frozenset({"overdue", "week", "month", "none"}),
    "standing": frozenset(
        {"assigned", "unassigned", "accepted", "not_a_problem", "decided", "came_back", "fixed", "all"}
    ),
    "order": frozenset({"count", "hours", "due", "id", "newest"}),
    "group": frozenset({"school", "person"}),
}
WORKED_ON = ("", DecisionKind.ASSIGNED)


@dataclass(frozen=True, slots=True)
class Filters:
    """What an address asks for; an empty field asks for nothing. What cannot be is left out, never an error.

    `who` is `me`, `mine` (me or my role), `nobody`, `role:<key>` or `person:<key>`. `since` is a snapshot.
    """

    school: str = ""
    who: str = ""
    priority: str = ""
    area: str = ""
    check: tuple[str, ...] = ()
    due: str = ""
    since: str = ""
    standing: str = ""
    order: str = ""
    group: str = ""
    page: int = 1

    @property
    def is_narrow(self) -> bool:
        """Whether anything but order, grouping and page was asked for."""
        return self != Filters(order=self.order, group=self.group, page=self.page)

    def address(self, **changes: Any) -> str:
        """The query string of these filters with some changed: `?school=3&due=week`, or `?` for none."""
        asked = replace(self, **({"page": 1} | changes))
        pairs: list[tuple[str, str]] = []
        for field in fields(asked):
            value = getattr(asked, field.name)
            if isinstance(value, tuple):
                pairs += [(field.name, each) for each in value]
            elif value and not (field.name == "page" and value == 1):
                pairs.append((field.name, str(value)))
        return "?" + urlencode(pairs)


def read_filters(asked: QueryDict) -> Filters:
    """The filters of an address; an unknown word is left out."""
    return Filters(
        school=_text(asked, "school", lambda word: word == "none" or word.isdecimal()),
        who=_text(asked, "who", _is_who),
        area=_text(asked, "area", lambda word: word in areas()),
        check=tuple(dict.fromkeys(each.strip().upper()[:40] for each in asked.getlist("check") if each.strip()))[
            :MOST_CHECKS
        ],
        since=_text(asked, "since", lambda word: word.replace("-", "").replace("_", "").isalnum()),
        page=_page(asked.get("page", "")),
        **{name: _text(asked, name, allowed.__contains__) for name, allowed in ALLOWED.items()},
    )


def _text(asked: QueryDict, name: str, is_known: Any) -> str:
    word = str(asked.get(name, ""))[:60]
    return word if word and word.isascii() and is_known(word) else ""


def _is_who(word: str) -> bool:
    kind, _colon, key = word.partition(":")
    return word in ("me", "mine", "nobody") or kind == "role" or (kind == "person" and key.isdecimal())


def _page(word: str) -> int:
    return min(int(word), 1_000_000) if word.isascii() and word.isdecimal() and len(word) < 8 and int(word) else 1


def found(filters: Filters, user: User, today: date | None = None) -> QuerySet[Finding]:
    """The findings that these filters mean, within what the user may see."""
    today = today or timezone.localdate()
    query = visible(Finding.objects.all(), user).filter(_standing(filters.standing))
    if filters.standing == "fixed":
        query = query.exclude(check_id__in=CheckSwitch.objects.values("check_id"))
    if filters.school:
        query = query.filter(school=None) if filters.school == "none" else query.filter(school=int(filters.school))
    if filters.who:
        query = query.filter(_who(filters.who, user))
    if filters.priority:
        query = query.filter(PRIORITIES[filters.priority](today))
    if filters.area:
        query = query.filter(check_id__in=areas()[filters.area])
    if filters.check:
        query = query.filter(check_id__in=filters.check)
    if filters.due:
        query = query.filter(_due(filters.due, today))
    if filters.since:
        query = query.filter(first_snapshot=filters.since)
    return query


def _standing(word: str) -> Q:
    if word == "all":
        return Q()
    if word == "fixed":
        return Q(is_open=False)
    still = Q(is_open=True)
    if word == "decided":
        return still & ~Q(standing="")
    if word == "came_back":
        return still & Q(came_back_on__isnull=False, standing__in=WORKED_ON)
    wanted = {"": WORKED_ON, "unassigned": ("",)}.get(word, (word,))
    return still & Q(standing__in=wanted)


def _who(word: str, user: User) -> Q:
    kind, _colon, key = word.partition(":")
    if word == "me":
        return Q(owner=user)
    if word == "mine":
        return mine(user)
    if word == "nobody":
        return Q(owner=None)
    return Q(role=key, owner=None) if kind == "role" else Q(owner=int(key))


def is_critical(today: date) -> Q:
    """An error that is due within seven days, or overdue."""
    return Q(severity=int(Severity.ERROR), due_on__lte=today + SOON)


PRIORITIES: Mapping[str, Callable[[date], Q]] = {
    "critical": is_critical,
    "high": lambda today: Q(severity=int(Severity.ERROR)) & (Q(due_on=None) | Q(due_on__gt=today + SOON)),
    "error": lambda today: Q(severity=int(Severity.ERROR)),
    "medium": lambda today: Q(severity=int(Severity.WARNING)),
    "low": lambda today: Q(severity=int(Severity.NOTE)),
}


def priority_of(severity: int, due_on: date | None, today: date) -> str:
    """The mark of one finding: critical, high, medium or low."""
    if severity >= Severity.ERROR:
        return "critical" if due_on is not None and due_on <= today + SOON else "high"
    return "medium" if severity == Severity.WARNING else "low"


def _due(word: str, today: date) -> Q:
    if word == "none":
        return Q(due_on=None)
    if word == "overdue":
        return Q(due_on__lt=today)
    return Q(due_on__lte=today + (SOON if word == "week" else timedelta(days=31)))
