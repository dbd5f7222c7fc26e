"""Targets and events: shown, typed in, taken as a spreadsheet and brought back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cupola.modules.indicators import spreadsheets, targeting
from cupola.modules.indicators.forms import EventForm, TargetForm
from cupola.modules.indicators.models import Event, Target
from cupola.modules.indicators.queries.targets import targets_page
from cupola.modules.indicators.views.measures import measure_named
from cupola.shell import bringing
from cupola.shell.doors import UserRequest, page
from cupola.shell.editing import Sheet, edit
from cupola.shell.whole import district_page
from cupola.workspace import audit, jobs
from cupola.workspace.entering import drop
from cupola.workspace.policy import everywhere, visible

SEE, KEEP, COUNT = "see figures", "keep plan", "apply deliveries"


@page(SEE)
@require_safe
def targets(request: UserRequest) -> HttpResponse:
    """All targets with where they stand, what is told now, and what happened."""
    context = {"page": targets_page(request.user), "may_keep": everywhere(request.user, KEEP)}
    return render(request, "indicators/targets.html", context)


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def set_target(request: UserRequest, measure: str) -> HttpResponse:
    """Set a target; the one before is kept."""
    shown = measure_named(measure)
    if not {"district", "school"} & set(shown.grain):
        raise Http404
    back = reverse("indicators:measure", args=[shown.slug])
    sheet = Sheet(
        title=_("Set a target: %(title)s") % {"title": shown.title},
        lead=_("The target before is kept, and drawn on the chart as it was."),
        act="target set",
        back=back,
        back_title=shown.title,
        then=lambda _row: back,
        button=_("Set this target"),
        done=_("The target is set from today."),
    )
    initial: dict[str, Any] = {"owner": request.user.pk}
    form = TargetForm(request.POST or None, measure=shown, initial=initial)
    return edit(request, form, sheet, save=lambda told: targeting.set_target(told.target(), by=request.user))


@district_page(KEEP)
@require_POST
def end_target(request: UserRequest, key: int) -> HttpResponse:
    """End a target; it stays in the history."""
    target = get_object_or_404(visible(Target.objects.filter(ends_on=None), request.user, SEE), pk=key)
    targeting.end_target(target, by=request.user)
    return redirect("indicators:targets")


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def write_event(request: UserRequest, key: int | None = None) -> HttpResponse:
    """Write down what happened, or change it."""
    row = get_object_or_404(visible(Event.objects.all(), request.user, SEE), pk=key) if key is not None else None
    back = reverse("indicators:targets") + "#events"
    sheet = Sheet(
        title=_("Change what happened") if row else _("Write down what happened"),
        lead=_("It is drawn on the charts, so that a jump next year still has its reason."),
        act="event changed" if row else "event added",
        back=back,
        back_title=_("Targets and events"),
        then=lambda _row: back,
    )
    return edit(request, EventForm(request.POST or None, instance=row or Event()), sheet)


@district_page(KEEP)
@require_POST
def remove_event(request: UserRequest, key: int) -> HttpResponse:
    """Take an event away."""
    row = get_object_or_404(visible(Event.objects.all(), request.user, SEE), pk=key)
    drop(row, by=request.user, act="event removed")
    return redirect("indicators:targets")


@district_page(COUNT)
@require_POST
def count_now(request: UserRequest) -> HttpResponse:
    """Have what was typed in since the night counted at once."""
    jobs.deliver_own.enqueue()
    audit.note("figures asked for", user=request.user)
    messages.success(request, _("What was typed in is being counted. The figures follow in a minute or two."))
    return redirect("indicators:six")


@district_page(SEE)
@require_safe
def export_events(request: UserRequest, form: str) -> HttpResponse:
    """The events of the district as XLSX or CSV."""
    if form not in ("xlsx", "csv"):
        raise Http404
    return bringing.export(spreadsheets.EVENTS, form)


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def bring_events(request: UserRequest) -> HttpResponse:
    """Show what a spreadsheet would change, and change it."""
    back, take = reverse("indicators:targets"), reverse("indicators:events-file", args=["xlsx"])
    return bringing.bring(request, spreadsheets.EVENTS, back=back, take=take)
