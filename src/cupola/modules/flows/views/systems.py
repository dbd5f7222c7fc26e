"""The register of systems: the list, one system, its form, and its spreadsheet."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cupola.modules.flows import spreadsheets
from cupola.modules.flows.forms import SystemForm
from cupola.modules.flows.queries.systems import seen, systems_page
from cupola.shell import bringing
from cupola.shell.doors import UserRequest
from cupola.shell.editing import Sheet, edit
from cupola.shell.whole import district_page
from cupola.workspace.entering import drop
from cupola.workspace.models import Hosting, System
from cupola.workspace.policy import everywhere

SEE, KEEP = "see systems", "keep systems"


@district_page(SEE)
@require_safe
def systems(request: UserRequest) -> HttpResponse:
    """The register, with the share that is in the cloud."""
    words, hosting = request.GET.get("q", "")[:100], request.GET.get("hosting", "")
    hosting = hosting if hosting in Hosting.values else ""
    context = {
        "page": systems_page(request.user, words=words, hosting=hosting),
        "q": words,
        "hosting": hosting,
        "hostings": Hosting.choices,
        "may_keep": everywhere(request.user, KEEP),
        "may_link": everywhere(request.user, "review links"),
    }
    return render(request, "flows/systems.html", context)


@district_page(SEE)
@require_safe
def system(request: UserRequest, key: int) -> HttpResponse:
    """One system."""
    row = get_object_or_404(seen(request.user), pk=key)
    return render(request, "flows/system.html", {"row": row, "may_keep": everywhere(request.user, KEEP)})


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def write(request: UserRequest, key: int | None = None) -> HttpResponse:
    """A system, new or changed."""
    row = get_object_or_404(seen(request.user), pk=key) if key is not None else None
    sheet = Sheet(
        title=_("Change %(name)s") % {"name": row.name} if row else _("Add a system"),
        lead=_("What is not known stays empty: it is shown as unknown, and never counted as zero."),
        act="system changed" if row else "system added",
        back=reverse("flows:system", args=[row.pk]) if row else reverse("flows:systems"),
        back_title=row.name if row else _("Systems"),
        then=lambda saved: reverse("flows:system", args=[saved.pk]),
    )
    return edit(request, SystemForm(request.POST or None, instance=row or System()), sheet)


@district_page(KEEP)
@require_POST
def remove(request: UserRequest, key: int) -> HttpResponse:
    """Take a system out of the register."""
    drop(get_object_or_404(seen(request.user), pk=key), by=request.user, act="system removed")
    return redirect("flows:systems")


@district_page(SEE)
@require_safe
def export(request: UserRequest, form: str) -> HttpResponse:
    """The register as XLSX or CSV."""
    if form not in ("xlsx", "csv"):
        raise Http404
    return bringing.export(spreadsheets.SYSTEMS, form)


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def bring(request: UserRequest) -> HttpResponse:
    """Show what a spreadsheet would change, and change it."""
    back, take = reverse("flows:systems"), reverse("flows:systems-file", args=["xlsx"])
    return bringing.bring(request, spreadsheets.SYSTEMS, back=back, take=take)
