"""What the pages of one goal, one initiative and one milestone show, and the track record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from cupola.modules.strategy.models import (
    Ask,
    Blackout,
    Change,
    Goal,
    Initiative,
    InitiativeState,
    Kept,
    Milestone,
    Money,
    Pilot,
    Reading,
)
from cupola.modules.strategy.queries import standing
from cupola.modules.strategy.queries.fitting import STALE, last_touched
from cupola.modules.strategy.queries.load import term_of, term_title
from cupola.modules.strategy.queries.needs import seen_by
from cupola.modules.strategy.queries.plan import (
    GoalLine,
    InitiativeLine,
    MilestoneLine,
    goal_lines,
    initiative_line,
    milestone_line,
)
from cupola.workspace.models import Need, User
from cupola.workspace.policy import everywhere


@dataclass(frozen=True, slots=True)
class GoalPage:
    """One goal; needs are those that the reader may see."""

    line: GoalLine
    needs: tuple[Need, ...]
    objectives: tuple[Any, ...]
    asks: tuple[Ask, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change with its newest reading; `share` is how many do it."""

    row: Change
    last: Reading | None
    share: float | None


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """One initiative with all that hangs on it."""

    line: InitiativeLine
    money: tuple[Money, ...]
    changes: tuple[ChangeLine, ...]
    pilots: tuple[Pilot, ...]
    asks: tuple[Ask, ...]
    needs: tuple[Need, ...]
    terms: str
    is_stale: bool
    is_over: bool
    is_whole: bool


@dataclass(frozen=True, slots=True)
class MilestonePage:
    """One milestone, what it waits for and what waits for it."""

    line: MilestoneLine
    needs_first: tuple[MilestoneLine, ...]
    holds_up: tuple[MilestoneLine, ...]
    blackouts: tuple[Blackout, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Closed initiatives, newest first, with how many kept what they promised."""

    lines: tuple[Initiative, ...]
    counts: tuple[tuple[str, str, int], ...]


def goal_page(goal: Goal, user: User) -> GoalPage:
    """The page of a goal."""
    is_whole = everywhere(user, "see plan")
    line = next(each for each in goal_lines(only=Q(pk=goal.pk), closed_too=True))
    return GoalPage(
        line=line,
        needs=tuple(seen_by(user).filter(goals=goal)),
        objectives=tuple(goal.objectives.all()),
        asks=tuple(goal.asks.select_related("answer", "asked_of")) if is_whole else (),
        is_whole=is_whole,
    )


def initiative_page(initiative: Initiative, user: User) -> InitiativePage:
    """The page of an initiative; money, changes, pilots and decisions only for who sees the whole plan."""
    is_whole = everywhere(user, "see plan")
    today = standing.today()
    is_active = initiative.state == InitiativeState.ACTIVE
    return InitiativePage(
        line=initiative_line(initiative, today),
        money=tuple(initiative.money.all()) if is_whole else (),
        changes=tuple(map(change_line, initiative.changes.prefetch_related("readings"))) if is_whole else (),
        pilots=tuple(initiative.pilots.all()) if is_whole else (),
        asks=tuple(initiative.asks.select_related("answer", "asked_of")) if is_whole else (),
        needs=tuple(seen_by(user).filter(initiatives=initiative)),
        terms=f"{term_title(term_of(initiative.begins_on))} – {term_title(term_of(initiative.ends_on))}",
        is_stale=is_active and today - last_touched(initiative) > STALE,
        is_over=initiative.state in standing.OVER,
        is_whole=is_whole,
    )


def change_line(change: Change) -> ChangeLine:
    """A change whose readings were read before."""
    readings = list(change.readings.all())
    last = readings[-1] if readings else None
    return ChangeLine(change, last, last.using / last.of if last and last.of else None)


def milestone_page(milestone: Milestone, user: User) -> MilestonePage:
    """The page of a milestone."""
    today = standing.today()
    before = Milestone.objects.filter(holds_up__milestone=milestone).select_related("owner", "initiative")
    after = Milestone.objects.filter(waits_for__needs_first=milestone).select_related("owner", "initiative")
    bands = Blackout.objects.filter(begins_on__lte=milestone.due_on, ends_on__gte=milestone.due_on)
    return MilestonePage(
        line=milestone_line(milestone, today),
        needs_first=tuple(milestone_line(each, today) for each in before),
        holds_up=tuple(milestone_line(each, today) for each in after),
        blackouts=tuple(bands) if milestone.done_on is None else (),
        is_whole=everywhere(user, "see plan"),
    )


def track_record() -> TrackRecord:
    """What was promised, measured and learned, initiative by initiative."""
    rows = Initiative.objects.filter(state__in=standing.OVER).select_related("goal", "owner")
    lines = sorted(rows, key=lambda each: (each.closed_on or each.ends_on, each.pk), reverse=True)
    counts = tuple(
        (value, str(label), sum((each.kept or Kept.UNKNOWN) == value for each in lines))
        for value, label in Kept.choices
    )
    return TrackRecord(tuple(lines), counts)
