"""The lines that the district pays for: shown against published goals, filled in, taken and brought back."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cupola.modules.network.bandwidth import circuits_page
from cupola.modules.network.circuit_sheet import CIRCUITS
from cupola.modules.network.forms import CircuitForm
from cupola.modules.network.models import Circuit
from cupola.shell import bringing
from cupola.shell.doors import UserRequest
from cupola.shell.editing import Sheet, edit
from cupola.shell.whole import district_page
from cupola.workspace.entering import drop
from cupola.workspace.policy import everywhere, visible

SEE, KEEP = "see systems", "keep systems"


@district_page(SEE)
@require_safe
def circuits(request: UserRequest) -> HttpResponse:
    """The lines, what they come to for each student, and which goals that meets."""
    context = {"page": circuits_page(request.user), "may_keep": everywhere(request.user, KEEP)}
    return render(request, "network/circuits.html", context)


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def write(request: UserRequest, key: int | None = None) -> HttpResponse:
    """A line, new or changed."""
    row = get_object_or_404(visible(Circuit.objects.all(), request.user, SEE), pk=key) if key is not None else None
    back = reverse("network:circuits")
    sheet = Sheet(
        title=_("Change the line") if row else _("Add a line"),
        lead=_("What it carries counts from its first day to its last."),
        act="circuit changed" if row else "circuit added",
        back=back,
        back_title=_("Lines and bandwidth"),
        then=lambda _row: back,
    )
    return edit(request, CircuitForm(request.POST or None, instance=row or Circuit()), sheet)


@district_page(KEEP)
@require_POST
def remove(request: UserRequest, key: int) -> HttpResponse:
    """Take a line out; one that has ended is better given its last day."""
    row = get_object_or_404(visible(Circuit.objects.all(), request.user, SEE), pk=key)
    drop(row, by=request.user, act="circuit removed")
    return redirect("network:circuits")


@district_page(SEE)
@require_safe
def export(request: UserRequest, form: str) -> HttpResponse:
    """The lines as XLSX or CSV."""
    if form not in ("xlsx", "csv"):
        raise Http404
    return bringing.export(CIRCUITS, form)


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def bring(request: UserRequest) -> HttpResponse:
    """Show what a spreadsheet would change, and change it."""
    take = reverse("network:circuits-file", args=["xlsx"])
    return bringing.bring(request, CIRCUITS, back=reverse("network:circuits"), take=take)
