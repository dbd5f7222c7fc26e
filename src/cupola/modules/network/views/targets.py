"""What Cupola itself watches: the targets, and the switch without which nothing is asked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cupola.modules.network.forms import ProbingForm, TargetForm
from cupola.modules.network.models import Probing, Target
from cupola.modules.network.queries import target_lines
from cupola.shell.doors import UserRequest
from cupola.shell.editing import Sheet, edit
from cupola.shell.whole import district_page
from cupola.workspace.entering import drop
from cupola.workspace.policy import everywhere, visible

SEE, KEEP = "see systems", "keep systems"


@district_page(SEE)
@require_safe
def targets(request: UserRequest) -> HttpResponse:
    """The targets, with what was seen last."""
    context = {
        "lines": target_lines(request.user),
        "probing": Probing.here(),
        "may_keep": everywhere(request.user, KEEP),
    }
    return render(request, "network/targets.html", context)


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def write(request: UserRequest, key: int | None = None) -> HttpResponse:
    """A target, new or changed."""
    row = get_object_or_404(visible(Target.objects.all(), request.user, SEE), pk=key) if key is not None else None
    sheet = _sheet(
        _("Change what is watched") if row else _("Watch something"), "target changed" if row else "target added"
    )
    return edit(request, TargetForm(request.POST or None, instance=row or Target()), sheet)


@district_page(KEEP)
@require_POST
def remove(request: UserRequest, key: int) -> HttpResponse:
    """Watch it no longer, and forget what was seen."""
    row = get_object_or_404(visible(Target.objects.all(), request.user, SEE), pk=key)
    drop(row, by=request.user, act="target removed")
    return redirect("network:targets")


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def switch(request: UserRequest) -> HttpResponse:
    """Have the targets asked, or not."""
    here, _is_new = Probing.objects.get_or_create(pk=1)
    return edit(
        request, ProbingForm(request.POST or None, instance=here), _sheet(_("Ask by itself"), "probing switched")
    )


def _sheet(title: str, act: str) -> Sheet:
    back = reverse("network:targets")
    lead = _("This computer asks each target every few minutes whether it answers. Nothing is asked unless it is on.")
    return Sheet(title=title, lead=lead, act=act, back=back, back_title=_("What is watched"), then=lambda _row: back)
