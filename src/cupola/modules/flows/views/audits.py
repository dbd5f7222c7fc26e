"""Results of privacy and security audits: the list, the form, and their spreadsheet."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cupola.modules.flows import spreadsheets
from cupola.modules.flows.forms import AuditForm
from cupola.modules.flows.queries.audits import audit_lines
from cupola.shell import bringing
from cupola.shell.doors import UserRequest
from cupola.shell.editing import Sheet, edit
from cupola.shell.whole import district_page
from cupola.workspace.entering import drop
from cupola.workspace.models import AuditResult
from cupola.workspace.policy import everywhere, visible

SEE, KEEP = "see systems", "keep systems"


@district_page(SEE)
@require_safe
def audits(request: UserRequest) -> HttpResponse:
    """The newest result of each kind, with its age and those before it."""
    context = {"lines": audit_lines(request.user), "may_keep": everywhere(request.user, KEEP)}
    return render(request, "flows/audits.html", context)


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def write(request: UserRequest, key: int | None = None) -> HttpResponse:
    """A result, new or changed."""
    row = get_object_or_404(visible(AuditResult.objects.all(), request.user, SEE), pk=key) if key is not None else None
    back = reverse("flows:audits")
    sheet = Sheet(
        title=_("Change the result") if row else _("Add a result"),
        lead=_("One result of one audit, on the scale that the framework uses."),
        act="audit result changed" if row else "audit result added",
        back=back,
        back_title=_("Audit results"),
        then=lambda _saved: back,
    )
    return edit(request, AuditForm(request.POST or None, instance=row or AuditResult()), sheet)


@district_page(KEEP)
@require_POST
def remove(request: UserRequest, key: int) -> HttpResponse:
    """Take a result out."""
    row = get_object_or_404(visible(AuditResult.objects.all(), request.user, SEE), pk=key)
    drop(row, by=request.user, act="audit result removed")
    return redirect("flows:audits")


@district_page(SEE)
@require_safe
def export(request: UserRequest, form: str) -> HttpResponse:
    """The results as XLSX or CSV."""
    if form not in ("xlsx", "csv"):
        raise Http404
    return bringing.export(spreadsheets.AUDITS, form)


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def bring(request: UserRequest) -> HttpResponse:
    """Show what a spreadsheet would bring in, and bring it in."""
    back, take = reverse("flows:audits"), reverse("flows:audits-file", args=["csv"])
    return bringing.bring(request, spreadsheets.AUDITS, back=back, take=take)
