"""What the first page of the plan shows: goals, initiatives, milestones, and the timeline of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cupola.modules.strategy.models import (
    Ask,
    Blackout,
    Goal,
    Initiative,
    Milestone,
    PlanVersion,
    Principle,
    Vision,
)
from cupola.modules.strategy.queries import standing
from cupola.modules.strategy.queries.funds import FundsTable, funds_table
from cupola.modules.strategy.queries.standing import Standing
from cupola.modules.strategy.queries.timeline import Line, drawn
from cupola.workspace.models import User
from cupola.workspace.policy import everywhere


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone, where it stands, and by how many days it has slipped."""

    row: Milestone
    standing: Standing
    slipped_days: int


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """An initiative with its milestones; `cents` is all its money, None where nobody said any."""

    row: Initiative
    standing: Standing
    milestones: tuple[MilestoneLine, ...]
    cents: int | None

    @property
    def next(self) -> Milestone | None:
        """The first milestone that is not done."""
        return next((each.row for each in self.milestones if each.row.done_on is None), None)


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with its initiatives; without a row they are those that belong to no goal."""

    row: Goal | None
    standing: Standing
    initiatives: tuple[InitiativeLine, ...]
    cents: int | None
    needs: int


@dataclass(frozen=True)
class PlanPage:
    """The overview. `is_whole` says that the reader sees money, owners and decisions too."""

    today: date
    vision: Vision
    principles: tuple[Principle, ...]
    goals: tuple[GoalLine, ...]
    closed_goals: tuple[Goal, ...]
    blackouts: tuple[Blackout, ...]
    funds: FundsTable | None
    open_asks: tuple[Ask, ...]
    answered_asks: tuple[Ask, ...]
    version: PlanVersion | None
    is_whole: bool

    @cached_property
    def initiatives(self) -> list[InitiativeLine]:
        """All initiatives, in the order of the goals."""
        return [each for goal in self.goals for each in goal.initiatives]

    @property
    def open_goals(self) -> int:
        """How many goals there are."""
        return sum(each.row is not None for each in self.goals)

    @property
    def late(self) -> int:
        """How many milestones are late."""
        return sum(each.standing.late for each in self.initiatives if each.row.state not in standing.OVER)

    @property
    def milestones(self) -> tuple[int, int]:
        """How many milestones are done, of how many."""
        return sum(each.standing.done for each in self.initiatives), sum(each.standing.of for each in self.initiatives)

    @property
    def under_way(self) -> int:
        """How many initiatives are under way or late."""
        return sum(each.standing.word in ("on_the_way", "late") for each in self.initiatives)

    @property
    def cents(self) -> int | None:
        """All the money of the plan."""
        return summed([each.cents for each in self.initiatives])

    @cached_property
    def drawings(self) -> str:
        """The timeline, wide and narrow."""
        return drawn(
            [
                Line(goal.row, [(each.row, each.standing, each.milestones) for each in goal.initiatives])
                for goal in self.goals
            ],
            blackouts=self.blackouts,
            today=self.today,
        )


def plan_page(user: User) -> PlanPage:
    """The plan as this reader may see it."""
    is_whole = everywhere(user, "see plan")
    asks = Ask.objects.select_related("answer", "asked_of", "initiative") if is_whole else Ask.objects.none()
    return PlanPage(
        today=timezone.localdate(),
        vision=Vision.here(),
        principles=tuple(Principle.objects.all()),
        goals=goal_lines(),
        closed_goals=tuple(Goal.objects.filter(is_open=False)),
        blackouts=tuple(Blackout.objects.all()),
        funds=funds_table() if is_whole else None,
        open_asks=tuple(asks.filter(answer=None)[:5]),
        answered_asks=tuple(asks.exclude(answer=None).order_by("-answered_at")[:5]),
        version=PlanVersion.objects.defer("content").first() if is_whole else None,
        is_whole=is_whole,
    )


def goal_lines(*, only: Q | None = None, closed_too: bool = False) -> tuple[GoalLine, ...]:
    """Open goals with their initiatives, and at the end the initiatives without one; four queries."""
    today = timezone.localdate()
    by_goal: dict[int | None, list[InitiativeLine]] = {}
    for each in initiatives():
        by_goal.setdefault(each.goal_id, []).append(initiative_line(each, today))
    query = Goal.objects.select_related("owner").annotate(need_count=Count("needs"))
    if not closed_too:
        query = query.filter(is_open=True)
    lines = [
        _goal_line(goal, by_goal.get(goal.pk, []), goal.need_count) for goal in (query.filter(only) if only else query)
    ]
    loose = by_goal.get(None, []) if only is None else []
    return (*lines, *([_goal_line(None, loose, 0)] if loose else []))


def initiatives() -> list[Initiative]:
    """All initiatives with their milestones and money."""
    milestones = Prefetch("milestones", Milestone.objects.select_related("owner"))
    return list(Initiative.objects.select_related("goal", "owner").prefetch_related(milestones, "money"))


def initiative_line(initiative: Initiative, today: date) -> InitiativeLine:
    """An initiative whose milestones and money were read before."""
    milestones = list(initiative.milestones.all())
    return InitiativeLine(
        row=initiative,
        standing=standing.of_initiative(initiative, milestones, today),
        milestones=tuple(milestone_line(each, today) for each in milestones),
        cents=summed([each.cents for each in initiative.money.all()]),
    )


def milestone_line(milestone: Milestone, today: date) -> MilestoneLine:
    """A milestone, and how late it became against the day that was planned first."""
    first = milestone.first_due_on or milestone.due_on
    return MilestoneLine(
        milestone, standing.of_milestone(milestone, today), ((milestone.done_on or milestone.due_on) - first).days
    )


def summed(amounts: Sequence[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [each for each in amounts if each is not None]
    return sum(known) if known else None


def _goal_line(goal: Goal | None, lines: Sequence[InitiativeLine], needs: int) -> GoalLine:
    return GoalLine(
        row=goal,
        standing=standing.of_goal([each.standing for each in lines]),
        initiatives=tuple(lines),
        cents=summed([each.cents for each in lines]),
        needs=needs,
    )


def title_of(line: GoalLine) -> str:
    """The goal's title, or what stands for none."""
    return str(line.row) if line.row else _("Without a goal")
