"""What everybody may read of the plan; names of people are taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cupola.engine.language.masking import NameMask
from cupola.modules.strategy.models import Vision
from cupola.modules.strategy.queries.plan import GoalLine, InitiativeLine, goal_lines
from cupola.modules.strategy.queries.standing import Standing
from cupola.workspace.masking import mask
from cupola.workspace.models import User

Mask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PublicMilestone:
    """A milestone in words."""

    title: str
    due_on: date
    standing: Standing


@dataclass(frozen=True, slots=True)
class PublicInitiative:
    """An initiative in words."""

    title: str
    begins_on: date
    ends_on: date
    standing: Standing
    milestones: tuple[PublicMilestone, ...]


@dataclass(frozen=True, slots=True)
class PublicGoal:
    """A goal in words; what is said of its measure stands there too."""

    title: str
    text: str
    measure: str
    target: str
    standing: Standing
    initiatives: tuple[PublicInitiative, ...]


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """All of it."""

    vision: str
    intro: str
    goals: tuple[PublicGoal, ...]


def public_plan() -> PublicPlan | None:
    """The plan for everybody; None while the district has not made it public. Work without a goal is left out."""
    vision = Vision.here()
    if not vision.is_public:
        return None
    masked = _mask()
    goals = tuple(_goal(line, masked) for line in goal_lines() if line.row is not None)
    return PublicPlan(masked(vision.text), masked(vision.intro), goals)


def _mask() -> Mask:
    """Takes out the names of people with an account and of people in the record."""
    accounts, record = NameMask.of(User.objects.values_list("name", flat=True)), mask()
    return lambda text: record.masked(accounts.masked(text)) if text.strip() else text


def _goal(line: GoalLine, masked: Mask) -> PublicGoal:
    row = line.row
    assert row is not None
    return PublicGoal(
        title=masked(row.title),
        text=masked(row.text),
        measure=masked(row.measure),
        target=masked(row.measure_target),
        standing=line.standing,
        initiatives=tuple(_initiative(each, masked) for each in line.initiatives),
    )


def _initiative(line: InitiativeLine, masked: Mask) -> PublicInitiative:
    milestones = tuple(
        PublicMilestone(masked(each.row.title), each.row.due_on, each.standing) for each in line.milestones
    )
    row = line.row
    return PublicInitiative(masked(row.title), row.begins_on, row.ends_on, line.standing, milestones)
