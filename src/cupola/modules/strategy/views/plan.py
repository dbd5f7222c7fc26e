"""The pages that everybody who sees the plan opens: overview, goal, initiative, milestone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupola.modules.strategy.models import Goal, Initiative, Milestone
from cupola.modules.strategy.queries import plan as plans
from cupola.modules.strategy.queries import standing, work
from cupola.modules.strategy.services import work as service
from cupola.shell.doors import UserRequest, page
from cupola.shell.whole import district_page
from cupola.workspace.policy import everywhere


def may_keep(request: UserRequest) -> bool:
    """Whether the reader may change the plan."""
    return everywhere(request.user, "keep plan")


@page("see plan")
def plan(request: UserRequest) -> HttpResponse:
    shown = plans.plan_page(request.user)
    return render(request, "strategy/plan.html", {"page": shown, "may_keep": may_keep(request)})


@page("see plan")
def goal(request: UserRequest, key: int) -> HttpResponse:
    shown = work.goal_page(get_object_or_404(Goal, pk=key), request.user)
    return render(request, "strategy/goal.html", {"page": shown, "may_keep": may_keep(request)})


@page("see plan")
def initiative(request: UserRequest, key: int) -> HttpResponse:
    rows = Initiative.objects.select_related("goal", "owner", "comparison").prefetch_related(
        "money", "milestones__owner"
    )
    shown = work.initiative_page(get_object_or_404(rows, pk=key), request.user)
    return render(request, "strategy/initiative.html", {"page": shown, "may_keep": may_keep(request)})


@page("see plan")
def milestone(request: UserRequest, key: int) -> HttpResponse:
    rows = Milestone.objects.select_related("initiative__goal", "owner")
    shown = work.milestone_page(get_object_or_404(rows, pk=key), request.user)
    return render(request, "strategy/milestone.html", {"page": shown, "may_keep": may_keep(request)})


@district_page("see plan")
@require_POST
def milestone_done(request: UserRequest, key: int) -> HttpResponse:
    """Its owner, or who keeps the plan, says that it is done."""
    row = get_object_or_404(Milestone, pk=key)
    if not (may_keep(request) or row.owner_id == request.user.pk):
        messages.error(request, _("Only its owner, or who keeps the plan, can say that it is done."))
    else:
        service.mark_done(row, on=None if row.done_on else standing.today(), by=request.user)
        messages.success(request, _("Saved."))
    return redirect("strategy:milestone", key=row.pk)


@district_page("keep plan")
@require_POST
def reviewed(request: UserRequest, key: int) -> HttpResponse:
    row = get_object_or_404(Initiative, pk=key)
    service.mark_reviewed(row, on=standing.today(), by=request.user)
    messages.success(request, _("Noted: somebody looked at it today."))
    return redirect("strategy:initiative", key=row.pk)


@district_page("see plan")
def track_record(request: UserRequest) -> HttpResponse:
    return render(request, "strategy/track_record.html", {"page": work.track_record()})
