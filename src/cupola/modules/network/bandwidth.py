"""What the page of lines shows: each line, what all carry for each student, and which published goals that meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cupola.engine.measures.goals import Goal, shipped_goals
from cupola.modules.network.models import Circuit, LineKind
from cupola.workspace.figures import figures_for
from cupola.workspace.models import Figure, User
from cupola.workspace.policy import visible

SEE = "see systems"
PER_STUDENT, PER_USER, INTO_SCHOOLS = "MEA-NET-08", "MEA-NET-10", "MEA-NET-09"


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line, and whether it is there today."""

    circuit: Circuit
    is_now: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal beside what the district has: its figure, or for schools how many of those known reach it."""

    goal: Goal
    figure: Figure | None
    reached: int | None
    of: int

    @property
    def is_met(self) -> bool | None:
        """Whether it is met; None where that is not known."""
        if self.reached is not None:
            return self.reached == self.of if self.of else None
        return self.goal.is_met(self.figure.value, self.figure.numerator) if self.figure else None


@dataclass(frozen=True, slots=True)
class CircuitsPage:
    """The lines with their sums today (Mbps that schools may use of Internet, cents a month), and the goals."""

    rows: tuple[LineRow, ...]
    internet: float
    monthly_cents: int
    without_cost: int
    goals: tuple[GoalLine, ...]
    per_student: Figure | None
    as_of: date | None


def circuits_page(user: User) -> CircuitsPage:
    """The lines as the user may see them."""
    today = timezone.localdate()
    rows = tuple(_row(each, today) for each in visible(Circuit.objects.select_related("school"), user, SEE))
    now = [each.circuit for each in rows if each.is_now]
    wanted = (PER_STUDENT, PER_USER, INTO_SCHOOLS)
    figures = list(figures_for(user).filter(measure_id__in=wanted))
    per_student = _of_district(figures, PER_STUDENT)
    students = per_student.denominator if per_student else None
    return CircuitsPage(
        rows=rows,
        internet=sum(each.usable for each in now if each.kind == LineKind.INTERNET),
        monthly_cents=sum(each.monthly_cents or 0 for each in now),
        without_cost=sum(each.monthly_cents is None for each in now),
        goals=tuple(_goal(each, figures) for each in shipped_goals() if each.is_for(students)),
        per_student=per_student,
        as_of=figures[0].as_of if figures else None,
    )


def _row(circuit: Circuit, today: date) -> LineRow:
    is_over = circuit.ends_on is not None and circuit.ends_on < today
    begun = circuit.begins_on is None or circuit.begins_on <= today
    return LineRow(circuit, is_now=begun and not is_over, is_over=is_over)


def _of_district(figures: Sequence[Figure], measure: str) -> Figure | None:
    return next((each for each in figures if each.measure_id == measure and each.grain == "district"), None)


def _goal(goal: Goal, figures: Sequence[Figure]) -> GoalLine:
    if goal.measure != INTO_SCHOOLS:
        return GoalLine(goal, _of_district(figures, goal.measure), None, 0)
    schools = [each for each in figures if each.measure_id == goal.measure and each.grain == "school"]
    return GoalLine(goal, None, sum(each.value >= goal.value for each in schools), len(schools))
