"""Forms of goals, initiatives, money, milestones and blackout days."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cupola.modules.strategy.forms.work import (
    BlackoutForm,
    CloseForm,
    GoalForm,
    InitiativeForm,
    MilestoneForm,
    MoneyForm,
)
from cupola.modules.strategy.models import Blackout, Goal, Initiative, Milestone, Money
from cupola.modules.strategy.services import work as service
from cupola.modules.strategy.views.sheets import PLAN_TITLE, below, edit_row, found, row_sheet, take_out, to
from cupola.shell.doors import UserRequest
from cupola.shell.editing import Sheet, edit
from cupola.shell.whole import district_page


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def goal(request: UserRequest, key: int | None = None) -> HttpResponse:
    row = found(Goal, key)
    back = to("goal", row.pk) if row.pk else to("plan")
    sheet = row_sheet(row, new=_("A new goal"), title=_("Change the goal"), back=back, back_title=PLAN_TITLE)
    return edit_row(request, GoalForm, row, sheet=replace(sheet, then=lambda saved: to("goal", saved.pk)))


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def initiative(request: UserRequest, key: int | None = None) -> HttpResponse:
    row = found(Initiative, key)
    goal = request.GET.get("goal", "")
    if row.pk is None and goal.isdecimal():
        row.goal = Goal.objects.filter(pk=goal).first()
    back = to("initiative", row.pk) if row.pk else to("plan")
    titles = (_("A new initiative"), _("Change the initiative"))
    sheet = row_sheet(row, new=titles[0], title=titles[1], back=back, back_title=PLAN_TITLE)
    return edit_row(request, InitiativeForm, row, sheet=replace(sheet, then=lambda saved: to("initiative", saved.pk)))


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def money(request: UserRequest, initiative: int | None = None, key: int | None = None) -> HttpResponse:
    row = below(Money, key, parent="initiative", of=initiative)
    above = row.initiative
    back = to("initiative", above.pk)
    titles = (_("Money for it"), _("Change the money"))
    sheet = row_sheet(row, new=titles[0], title=titles[1], back=back, back_title=str(above))
    return edit_row(request, MoneyForm, row, sheet=sheet)


@district_page("keep plan")
@require_POST
def money_out(request: UserRequest, key: int) -> HttpResponse:
    row = get_object_or_404(Money, pk=key)
    return take_out(request, row, back=to("initiative", row.initiative_id))


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def milestone(request: UserRequest, initiative: int | None = None, key: int | None = None) -> HttpResponse:
    row = below(Milestone, key, parent="initiative", of=initiative)
    above = row.initiative
    back = to("milestone", row.pk) if row.pk else to("initiative", above.pk)
    titles = (_("A new milestone"), _("Change the milestone"))
    sheet = row_sheet(row, new=titles[0], title=titles[1], back=back, back_title=str(above))
    return edit_row(request, MilestoneForm, row, sheet=sheet)


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def blackout(request: UserRequest, key: int | None = None) -> HttpResponse:
    row = found(Blackout, key)
    titles = (_("Days on which nothing may be changed"), _("Change these days"))
    sheet = row_sheet(row, new=titles[0], title=titles[1], back=to("plan"), back_title=PLAN_TITLE)
    return edit_row(request, BlackoutForm, row, sheet=sheet)


@district_page("keep plan")
@require_POST
def blackout_out(request: UserRequest, key: int) -> HttpResponse:
    return take_out(request, get_object_or_404(Blackout, pk=key), back=to("plan"))


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def close(request: UserRequest, key: int) -> HttpResponse:
    """Ask what was promised, measured and learned; the answers enter the track record."""
    row = get_object_or_404(Initiative, pk=key)
    sheet = Sheet(
        title=_("Close %(code)s") % {"code": row.code},
        act="initiative closed",
        back=to("initiative", row.pk),
        back_title=str(row),
        then=lambda _row: to("track-record"),
        lead=_closing_lead(row),
        button=_("Close it"),
        done=_("Closed. It stands in the track record."),
    )
    form = CloseForm(request.POST if request.method == "POST" else None, initiative=row)
    return edit(request, form, sheet, save=lambda filled: service.close(row, filled.closing(), by=request.user))


def _closing_lead(row: Initiative) -> str:
    words = _("What was promised stands there already. Your answers enter the track record, kept or not.")
    n = row.milestones.filter(done_on=None).count()
    if not n:
        return words
    left = ngettext(
        "%(n)s milestone is not done. It will stand there as left open.",
        "%(n)s milestones are not done. They will stand there as left open.",
        n,
    )
    return f"{words} {left % {'n': n}}"


@district_page("keep plan")
@require_POST
def goal_out(request: UserRequest, key: int) -> HttpResponse:
    """A goal without initiatives can be taken out; others are closed instead."""
    row = get_object_or_404(Goal, pk=key)
    if row.initiatives.exists():
        messages.error(request, _("Initiatives belong to this goal. Move them first, or say that it is closed."))
        return redirect("strategy:goal", key=row.pk)
    return take_out(request, row, back=to("plan"))
