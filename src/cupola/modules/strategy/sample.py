"""Brings the plan of the sample district into this room, and forgets it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from cupola.modules.strategy.models import (
    Alternative,
    Ask,
    AskOption,
    Blackout,
    Change,
    Comparison,
    Criterion,
    Dependency,
    Goal,
    Initiative,
    Milestone,
    Money,
    NeedTie,
    Objective,
    Pilot,
    PlanVersion,
    Principle,
    Reading,
    Score,
    Vision,
)
from cupola.workspace import sample_needs, sample_people
from cupola.workspace.models import Need
from cupola.workspace.sample_people import Ground, chosen, day, ground, moment, read

AT_ONCE = 500
CABINET = "superintendent"
Row = dict[str, Any]


@dataclass(slots=True)
class Brought:
    """What was brought in so far, by key."""

    here: Ground
    needs: dict[str, Need]
    objectives: dict[str, Objective] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    comparisons: dict[str, Comparison] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)

    @property
    def mine(self) -> dict[str, Any]:
        """Whose rows they are."""
        return {"made_by": self.here.leader}


@transaction.atomic
def bring(folder: Path) -> None:
    """Bring all of it in, unless the room holds anything."""
    here = ground(folder)
    if here is None or any(each.objects.exists() for each in (Vision, Objective, Goal, Initiative, Ask, Blackout)):
        return
    brought = Brought(here, sample_needs.needs(folder, here))
    plan = read(folder, "plan")
    _direction(brought, plan)
    _goals(brought, plan["goals"])
    for row in plan["comparisons"]:
        _comparison(brought, row)
    _initiatives(brought, plan["initiatives"])
    _milestones(brought, plan)
    for row in plan["asks"]:
        _ask(brought, row)
    for row in plan["pilots"]:
        _pilot(brought, row)
    for row in plan["changes"]:
        _change(brought, row)


@transaction.atomic
def forget() -> None:
    """Empty the room, and take away the needs that it was made for."""
    for each in (PlanVersion, Pilot, Ask, Initiative, Comparison, Goal, Objective, Principle, Vision, Blackout):
        each.objects.all().delete()
    sample_needs.forget()
    sample_people.forget()


def _direction(brought: Brought, plan: Row) -> None:
    Vision.objects.create(pk=1, text=plan["vision"], intro=plan["intro"], is_public=True, **brought.mine)
    Principle.objects.bulk_create(
        Principle(place=place, text=text, **brought.mine) for place, text in enumerate(plan["principles"], start=1)
    )
    for row in plan["objectives"]:
        objective = Objective.objects.create(**brought.mine, **chosen(row, ("code", "title", "source")))
        brought.objectives[row["code"]] = objective
        NeedTie.objects.bulk_create(
            NeedTie(need=brought.needs[key], objective=objective, **brought.mine) for key in row["needs"]
        )


def _goals(brought: Brought, rows: list[Row]) -> None:
    for place, row in enumerate(rows, start=1):
        goal = Goal.objects.create(
            place=place,
            owner=brought.here.person(row["owner"]),
            measure_target=row["target"],
            **brought.mine,
            **chosen(row, ("code", "title", "text", "measure")),
        )
        goal.objectives.set(brought.objectives[code] for code in row["objectives"])
        goal.needs.set(brought.needs[key] for key in row["needs"])
        brought.goals[row["code"]] = goal


def _comparison(brought: Brought, row: Row) -> None:
    comparison = Comparison.objects.create(need=brought.needs[row["need"]], title=row["title"], **brought.mine)
    criteria = Criterion.objects.bulk_create(Criterion(comparison=comparison, **each) for each in row["criteria"])
    judged = [each for each in criteria if each.kind == "score"]
    found = {}
    for each in row["alternatives"]:
        alternative = Alternative.objects.create(
            comparison=comparison,
            five_year_cents=None if each["dollars"] is None else 100 * each["dollars"],
            **brought.mine,
            **chosen(each, ("title", "risk_level", "equity")),
        )
        Score.objects.bulk_create(
            Score(alternative=alternative, criterion=criterion, value=value)
            for criterion, value in zip(judged, each["scores"], strict=True)
        )
        found[each["title"]] = alternative
    if row["decided_for"]:
        comparison.state = Comparison.State.DECIDED
        comparison.decided_for = found[row["decided_for"]]
        comparison.decided_by, comparison.why = brought.here.leader.name, row["why"]
        comparison.decided_on = day(row["decided_on"])
        comparison.save()
    brought.comparisons[row["initiative"]] = comparison


def _initiatives(brought: Brought, rows: list[Row]) -> None:
    plain = ("code", "title", "promised", "hours", "state", "kept", "measured", "learned")
    days = ("begins_on", "ends_on", "closed_on", "reviewed_on")
    made = Initiative.objects.bulk_create(
        Initiative(
            goal=brought.goals.get(row["goal"]),
            owner=brought.here.person(row["owner"]),
            comparison=brought.comparisons.get(row["code"]),
            **brought.mine,
            **chosen(row, plain),
            **{name: day(row[name]) for name in days},
        )
        for row in rows
    )
    for initiative, row in zip(made, rows, strict=True):
        initiative.needs.set(brought.needs[key] for key in row["needs"])
        brought.initiatives[row["code"]] = initiative
        # Nobody has touched it since it was looked at; how old that is makes it stale.
        initiative.changed_at = moment(row["reviewed_on"])
    Initiative.objects.bulk_update(made, ["changed_at"])
    Money.objects.bulk_create(
        Money(initiative=brought.initiatives[row["code"]], **brought.mine, **each)
        for row in rows
        for each in row["money"]
    )


def _milestones(brought: Brought, plan: Row) -> None:
    rows = [(initiative, row) for initiative in plan["initiatives"] for row in initiative["milestones"]]
    made = Milestone.objects.bulk_create(
        Milestone(
            initiative=brought.initiatives[initiative["code"]],
            owner=brought.here.person(row["owner"]),
            **brought.mine,
            **chosen(row, ("code", "title", "hours")),
            **{name: day(row[name]) for name in ("due_on", "first_due_on", "done_on")},
        )
        for initiative, row in rows
    )
    of_code = {each.code: each for each in made}
    for milestone, (initiative, _row) in zip(made, rows, strict=True):
        milestone.changed_at = moment(initiative["reviewed_on"])
    Milestone.objects.bulk_update(made, ["changed_at"], batch_size=AT_ONCE)
    Dependency.objects.bulk_create(
        Dependency(milestone=of_code[after], needs_first=of_code[before]) for after, before in plan["dependencies"]
    )
    Blackout.objects.bulk_create(Blackout(**brought.mine, **row) for row in plan["blackouts"])


def _ask(brought: Brought, row: Row) -> None:
    cabinet = brought.here.person(CABINET)
    ask = Ask.objects.create(
        initiative=brought.initiatives.get(row["initiative"]),
        asked_of=cabinet,
        by_when=row["by_when"],
        **brought.mine,
        **chosen(row, ("question", "background", "waiting", "note")),
    )
    options = AskOption.objects.bulk_create(
        AskOption(ask=ask, place=place, text=text, consequence=consequence)
        for place, (text, consequence) in enumerate(row["options"], start=1)
    )
    if row["answer"] >= 0:
        ask.answer, ask.answered_by = options[row["answer"]], cabinet
        ask.answered_who = cabinet.name if cabinet is not None else ""
        ask.answered_at = moment(row["answered_on"])
        ask.save()


def _pilot(brought: Brought, row: Row) -> None:
    days = ("begins_on", "ends_on", "decided_on")
    pilot = Pilot.objects.create(
        initiative=brought.initiatives.get(row["initiative"]),
        **brought.mine,
        **chosen(row, ("title", "tool", "goals", "readiness", "question", "found", "decision", "why")),
        **{name: day(row[name]) for name in days},
    )
    pilot.schools.set(school for name in row["schools"] if (school := brought.here.school(name)) is not None)


def _change(brought: Brought, row: Row) -> None:
    change = Change.objects.create(
        initiative=brought.initiatives[row["initiative"]],
        **brought.mine,
        **chosen(row, ("who", "does_differently", "readiness", "champions", "training")),
    )
    Reading.objects.bulk_create(Reading(change=change, **brought.mine, **each) for each in row["readings"])
