"""Changes in how people work, how many follow them, and pilots of tools."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cupola.modules.strategy.forms.trials import ChangeForm, PilotDecisionForm, PilotForm, ReadingForm
from cupola.modules.strategy.models import Change, LearningGoal, Pilot, Reading
from cupola.modules.strategy.queries import standing
from cupola.modules.strategy.queries.work import change_line
from cupola.modules.strategy.views.plan import may_keep
from cupola.modules.strategy.views.sheets import below, edit_row, found, row_sheet, to
from cupola.shell.doors import UserRequest
from cupola.shell.editing import Sheet
from cupola.shell.whole import district_page


@district_page("see plan")
def change(request: UserRequest, key: int) -> HttpResponse:
    rows = Change.objects.select_related("initiative").prefetch_related("readings")
    line = change_line(get_object_or_404(rows, pk=key))
    return render(request, "strategy/change.html", {"line": line, "may_keep": may_keep(request)})


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def change_form(request: UserRequest, initiative: int | None = None, key: int | None = None) -> HttpResponse:
    row = below(Change, key, parent="initiative", of=initiative)
    above = row.initiative
    back = to("change", row.pk) if row.pk else to("initiative", above.pk)
    titles = (_("Who does what differently"), _("Change this"))
    sheet = row_sheet(row, new=titles[0], title=titles[1], back=back, back_title=str(above))
    return edit_row(request, ChangeForm, row, sheet=sheet)


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def reading(request: UserRequest, change: int) -> HttpResponse:
    above = get_object_or_404(Change, pk=change)
    title = _("How many do it now")
    row = Reading(change=above)
    sheet = row_sheet(row, new=title, title=title, back=to("change", above.pk), back_title=str(above))
    return edit_row(request, ReadingForm, row, sheet=sheet)


@district_page("see plan")
def pilots(request: UserRequest) -> HttpResponse:
    rows = list(Pilot.objects.prefetch_related("schools"))
    today = standing.today()
    shown = [
        (title, [each for each in rows if kind == _kind(each, today)])
        for kind, title in (
            ("due", _("Ended, and to be decided")),
            ("running", _("Running or to come")),
            ("decided", _("Decided")),
        )
    ]
    context = {"groups": shown, "total": len(rows), "due": len(shown[0][1]), "may_keep": may_keep(request)}
    return render(request, "strategy/pilots.html", context)


def _kind(pilot: Pilot, today: object) -> str:
    if pilot.decision:
        return "decided"
    return "due" if str(pilot.ends_on) < str(today) else "running"


@district_page("see plan")
def pilot(request: UserRequest, key: int) -> HttpResponse:
    row = get_object_or_404(Pilot.objects.select_related("initiative").prefetch_related("schools"), pk=key)
    goals = [LearningGoal(each).label for each in row.goals if each in LearningGoal.values]
    context = {
        "pilot": row,
        "goals": goals,
        "is_due": _kind(row, standing.today()) == "due",
        "may_keep": may_keep(request),
    }
    return render(request, "strategy/pilot.html", context)


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def pilot_form(request: UserRequest, key: int | None = None) -> HttpResponse:
    row = found(Pilot, key)
    back = to("pilot", row.pk) if row.pk else to("pilots")
    titles = (_("A new pilot"), _("Change the pilot"))
    sheet = row_sheet(row, new=titles[0], title=titles[1], back=back, back_title=_("Classroom tools"))
    return edit_row(request, PilotForm, row, sheet=replace(sheet, then=lambda saved: to("pilot", saved.pk)))


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def pilot_decision(request: UserRequest, key: int) -> HttpResponse:
    row = get_object_or_404(Pilot, pk=key)
    back = to("pilot", row.pk)
    sheet = Sheet(
        title=_("Decide about %(tool)s") % {"tool": row.tool},
        act="pilot decided",
        back=back,
        back_title=str(row),
        then=lambda _row: back,
        lead=_("Say what was found before you say what becomes of it."),
        button=_("Write it down"),
    )
    return edit_row(request, PilotDecisionForm, row, sheet=sheet)
