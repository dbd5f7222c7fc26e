"""Needs: the list, one need, raised by hand or from findings."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cupola.modules.strategy.forms.needs import NeedForm
from cupola.modules.strategy.queries import needs as queries
from cupola.modules.strategy.views.plan import may_keep
from cupola.modules.strategy.views.sheets import edit_row, found, row_sheet, to
from cupola.shell.doors import UserRequest, page
from cupola.shell.whole import district_page
from cupola.workspace.models import Need, NeedState


@page("see plan")
def needs(request: UserRequest) -> HttpResponse:
    shown = queries.needs_page(request.user, request.GET.get("state", NeedState.OPEN))
    return render(request, "strategy/needs.html", {"page": shown, "may_keep": may_keep(request)})


@page("see plan")
def need(request: UserRequest, key: int) -> HttpResponse:
    shown = queries.need_page(get_object_or_404(queries.seen_by(request.user), pk=key), request.user)
    return render(request, "strategy/need.html", {"page": shown, "may_keep": may_keep(request)})


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def change(request: UserRequest, key: int | None = None) -> HttpResponse:
    row = found(Need, key)
    back = to("need", row.pk) if row.pk else to("needs")
    sheet = row_sheet(row, new=_("Raise a need"), title=_("Change the need"), back=back, back_title=_("Needs"))
    return edit_row(request, NeedForm, row, sheet=replace(sheet, then=lambda saved: to("need", saved.pk)))
