"""The page of a check, and its switch."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupola.engine.errors import CupolaError
from cupola.modules.data.queries.checks import check_page
from cupola.modules.data.queries.choices import STANDINGS, choices
from cupola.modules.data.queries.filters import read_filters
from cupola.modules.data.queries.manuals import manuals
from cupola.modules.data.views.deciding import panel
from cupola.shell.doors import UserRequest, page, wants_part
from cupola.workspace import switching
from cupola.workspace.policy import everywhere

SHOWN = ("school", "who", "due", "standing", "order")


@page("see findings")
@require_GET
def check(request: UserRequest, key: str) -> HttpResponse:
    filters = read_filters(request.GET)
    shown = check_page(key, filters, request.user)
    if shown is None:
        raise Http404
    context = {
        "page": shown,
        "filters": filters,
        "here": request.path,
        "query": filters.address(check=(key,)).lstrip("?"),
        "export": filters.address(check=(key,)),
        "standings": [(title, filters.address(standing=word), filters.standing == word) for word, title in STANDINGS],
    }
    if wants_part(request):
        return render(request, "data/parts/rows.html", context)
    context["choices"] = [each for each in choices(filters, request.user) if each.name in SHOWN]
    context["panel"] = panel(request.user) if shown.can_decide and shown.facts.findings else None
    return render(request, "data/check.html", context)


@page("switch checks")
@require_POST
def switch(request: UserRequest, key: str) -> HttpResponse:
    """Switch a check off for the whole district, or on again."""
    if not everywhere(request.user, "switch checks"):
        raise PermissionDenied
    if key not in manuals():
        raise Http404
    try:
        if request.POST.get("turn") == "on":
            switching.switch_on(key, by=request.user)
            messages.success(request, _("The check is on again. The record is being judged anew."))
        else:
            switching.switch_off(key, by=request.user, reason=request.POST.get("reason", ""))
            messages.success(
                request, _("The check is off. Its findings leave the queue when the record is judged anew.")
            )
    except CupolaError as error:
        messages.error(request, str(error))
    return redirect("data:check", key=key)
