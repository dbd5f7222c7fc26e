"""Vision, principles and learning objectives."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cupola.modules.strategy.forms.direction import ObjectiveForm, ObjectivesForm, PrincipleForm, VisionForm
from cupola.modules.strategy.models import Objective, Principle, Vision
from cupola.modules.strategy.services import objectives as service
from cupola.modules.strategy.services.faults import PlanError
from cupola.modules.strategy.services.workbook import MOST_BYTES
from cupola.modules.strategy.views.plan import may_keep
from cupola.modules.strategy.views.sheets import edit_row, found, row_sheet, take_out, to
from cupola.shell.doors import UserRequest, page
from cupola.shell.whole import district_page

BACK = "direction"


@page("see plan")
def direction(request: UserRequest) -> HttpResponse:
    rows = Objective.objects.annotate(goal_count=Count("goals", distinct=True), need_count=Count("ties", distinct=True))
    context = {
        "vision": Vision.here(),
        "principles": Principle.objects.all(),
        "objectives": rows,
        "may_keep": may_keep(request),
    }
    return render(request, "strategy/direction.html", context)


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def vision(request: UserRequest) -> HttpResponse:
    row = Vision.here()
    title = _("Vision and public plan")
    sheet = row_sheet(row, new=title, title=title, back=to(BACK), back_title=_("Where we want to go"))
    return edit_row(request, VisionForm, row, sheet=sheet)


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def principle(request: UserRequest, key: int | None = None) -> HttpResponse:
    row = found(Principle, key)
    titles = (_("A new principle"), _("Change the principle"))
    sheet = row_sheet(row, new=titles[0], title=titles[1], back=to(BACK), back_title=_("Where we want to go"))
    return edit_row(request, PrincipleForm, row, sheet=sheet)


@district_page("keep plan")
@require_POST
def principle_out(request: UserRequest, key: int) -> HttpResponse:
    return take_out(request, get_object_or_404(Principle, pk=key), back=to(BACK))


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def objective(request: UserRequest, key: int | None = None) -> HttpResponse:
    row = found(Objective, key)
    titles = (_("A new learning objective"), _("Change the learning objective"))
    sheet = row_sheet(row, new=titles[0], title=titles[1], back=to(BACK), back_title=_("Where we want to go"))
    return edit_row(request, ObjectiveForm, row, sheet=sheet)


@district_page("keep plan")
@require_POST
def objective_out(request: UserRequest, key: int) -> HttpResponse:
    return take_out(request, get_object_or_404(Objective, pk=key), back=to(BACK))


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def objectives(request: UserRequest) -> HttpResponse:
    """Bring many at once."""
    form = ObjectivesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            lines = _lines(form)
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            added, changed = service.take_in(lines, source=form.cleaned_data["source"], by=request.user)
            said = {"added": added, "changed": changed}
            messages.success(request, _("%(added)s objectives are new, %(changed)s were changed.") % said)
            return redirect(to(BACK))
    return render(request, "strategy/objectives.html", {"form": form}, status=422 if form.errors else 200)


def _lines(form: ObjectivesForm) -> list[service.Line]:
    sheet = form.cleaned_data["sheet"]
    if sheet:
        return service.read(sheet.name, b"".join(sheet.chunks())[:MOST_BYTES])
    return service.read(_("What you pasted"), form.cleaned_data["pasted"].encode())
