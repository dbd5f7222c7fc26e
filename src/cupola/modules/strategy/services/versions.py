"""The plan kept as it stands, with why."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from cupola.modules.strategy.models import Goal, Initiative, Milestone, PlanVersion
from cupola.workspace import audit
from cupola.workspace.models import User


@transaction.atomic
def keep_version(*, why: str, by: User) -> PlanVersion:
    """Keep the plan of this moment under the next number."""
    last = PlanVersion.objects.aggregate(last=Max("number"))["last"] or 0
    version = PlanVersion.objects.create(number=last + 1, made_by=by, who=str(by), why=why, content=content())
    audit.note("plan version kept", user=by, thing=f"planversion:{version.pk}", number=version.number)
    return version


def is_as_kept() -> bool:
    """Whether the plan stands as the newest version has it."""
    newest = PlanVersion.objects.order_by("-number").values_list("content", flat=True).first()
    return newest == content()


def content() -> dict[str, Any]:
    """The plan as plain values by code: {"goals": …, "initiatives": …, "milestones": …}."""
    initiatives = Initiative.objects.select_related("goal").prefetch_related("money")
    return {
        "goals": {each.code: _goal(each) for each in Goal.objects.prefetch_related("needs", "objectives")},
        "initiatives": {each.code: _initiative(each) for each in initiatives},
        "milestones": {each.code: _milestone(each) for each in Milestone.objects.select_related("initiative")},
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "title": goal.title,
        "measure": goal.measure,
        "target": goal.measure_target,
        "is_open": goal.is_open,
        "needs": sorted(each.title for each in goal.needs.all()),
        "objectives": sorted(each.code for each in goal.objectives.all()),
    }


def _initiative(initiative: Initiative) -> dict[str, Any]:
    return {
        "title": initiative.title,
        "goal": initiative.goal.code if initiative.goal else "",
        "begins": initiative.begins_on.isoformat(),
        "ends": initiative.ends_on.isoformat(),
        "state": initiative.state,
        "hours": initiative.hours,
        "promised": initiative.promised,
        "kept": initiative.kept,
        "cents": sum(each.cents for each in initiative.money.all()),
    }


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return {
        "title": milestone.title,
        "initiative": milestone.initiative.code,
        "due": milestone.due_on.isoformat(),
        "done": milestone.done_on.isoformat() if milestone.done_on else "",
        "hours": milestone.hours,
    }
