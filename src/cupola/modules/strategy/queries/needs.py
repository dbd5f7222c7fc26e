"""What pages show of needs: how heavy each is, whose words it came from, and what the plan does about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupola.engine.journey import catalogue
from cupola.engine.planning.ranking import weight_of_need
from cupola.modules.strategy.models import Comparison, Goal, Initiative, Objective
from cupola.modules.strategy.queries import standing
from cupola.modules.strategy.queries.plan import InitiativeLine, initiative_line, initiatives
from cupola.workspace.models import CheckResult, Finding, Need, NeedState, User
from cupola.workspace.policy import everywhere, visible


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need with its weight and how the weight is made, and how many goals and objectives stand behind it."""

    row: Need
    weight: float
    formula: str
    goals: int
    objectives: int


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """The list, heaviest first."""

    lines: tuple[NeedLine, ...]
    state: str
    states: tuple[tuple[str, Any], ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class NeedPage:
    """One need: words, evidence, objectives, comparisons, goals and initiatives."""

    line: NeedLine
    words: tuple[Mapping[str, str], ...]
    check_title: str
    open_findings: int | None
    objectives: tuple[Objective, ...]
    comparisons: tuple[Comparison, ...]
    goals: tuple[Goal, ...]
    initiatives: tuple[InitiativeLine, ...]
    is_whole: bool


def seen_by(user: User) -> QuerySet[Need]:
    """The needs that a reader may see: all, or those of own schools."""
    return visible(Need.objects.select_related("school", "owner"), user, "see plan")


def needs_page(user: User, state: str) -> NeedsPage:
    """Needs in one state, or all for an unknown one."""
    rows = seen_by(user).annotate(
        goal_count=Count("goals", distinct=True), objective_count=Count("ties", distinct=True)
    )
    if state in NeedState.values:
        rows = rows.filter(state=state)
    lines = sorted((_line(each) for each in rows), key=lambda each: (-each.weight, each.row.title))
    return NeedsPage(tuple(lines), state, tuple(NeedState.choices), everywhere(user, "see plan"))


def need_page(need: Need, user: User) -> NeedPage:
    """One need that the reader may see; comparisons and money only for who sees the whole plan."""
    is_whole = everywhere(user, "see plan")
    objectives = tuple(Objective.objects.filter(ties__need=need))
    goals = tuple(need.goals.all())
    today = standing.today()
    own = set(Initiative.objects.filter(needs=need).values_list("pk", flat=True))
    goal_keys = {each.pk for each in goals}
    work = [each for each in initiatives() if each.pk in own or each.goal_id in goal_keys]
    return NeedPage(
        line=_weighed(need, len(goals), len(objectives)),
        words=tuple(each for each in need.words if isinstance(each, dict) and each.get("text")),
        check_title=check_titles().get(need.check_id, need.check_id),
        open_findings=open_findings(user, need.check_id),
        objectives=objectives,
        comparisons=tuple(need.comparisons.select_related("decided_for")) if is_whole else (),
        goals=goals,
        initiatives=tuple(initiative_line(each, today) for each in work),
        is_whole=is_whole,
    )


def open_findings(user: User, check: str) -> int | None:
    """How many open findings of a check the reader may see; None for a need without a check."""
    if not check:
        return None
    return visible(Finding.objects.filter(check_id=check, is_open=True), user).count()


def checks_with_findings() -> list[tuple[str, str]]:
    """Checks that found something now, with title and count, for a need that is to be made of them."""
    counts = dict(Finding.objects.filter(is_open=True).order_by().values_list("check_id").annotate(n=Count("pk")))
    titles = check_titles()
    found = [
        (
            check,
            ngettext("%(title)s (%(n)s open finding)", "%(title)s (%(n)s open findings)", n)
            % {"title": titles.get(check, check), "n": f"{n:,}"},
        )
        for check, n in counts.items()
    ]
    return sorted(found, key=lambda each: each[1])


def schools_with_findings(check: str) -> int:
    """At how many schools a check found something that is open."""
    rows = Finding.objects.filter(check_id=check, is_open=True, school__isnull=False)
    return rows.order_by().values("school").distinct().count()


def check_titles() -> Mapping[str, str]:
    """Id -> title of every check that there is."""
    if not CheckResult.objects.exists():
        return {}
    data = Path(settings.DATA_FOLDER)
    own = data / "checks"
    return _titles(data, own.stat().st_mtime_ns if own.is_dir() else 0)


@lru_cache(maxsize=2)
def _titles(data: Path, _changed: int) -> Mapping[str, str]:
    return {check.id: check.title for check in catalogue(data)}


def formula(need: Need) -> str:
    """`7 voices + 3 × 2 schools + 100 hours ÷ 20`; hours that nobody knows say so."""
    voices = ngettext("%(n)s voice", "%(n)s voices", need.voices) % {"n": f"{need.voices:,}"}
    schools = ngettext("3 × %(n)s school", "3 × %(n)s schools", need.schools) % {"n": f"{need.schools:,}"}
    hours = _("hours unknown") if need.hours is None else _("%(n)s hours ÷ 20") % {"n": f"{need.hours:,}"}
    return f"{voices} + {schools} + {hours}"


def _line(need: Any) -> NeedLine:
    return _weighed(need, need.goal_count, need.objective_count)


def _weighed(need: Need, goals: int, objectives: int) -> NeedLine:
    weight = weight_of_need(voices=need.voices, schools=need.schools, hours=need.hours)
    return NeedLine(need, weight, formula(need), goals, objectives)
