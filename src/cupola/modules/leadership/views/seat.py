"""The pages of decisions in which technology had no seat."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cupola.modules.leadership.forms import SeatForm
from cupola.modules.leadership.queries import seat as queries
from cupola.shell.doors import UserRequest, page
from cupola.shell.downloads import as_csv
from cupola.shell.editing import Sheet, edit
from cupola.workspace.entering import drop


@page("keep own time")
def seat(request: UserRequest) -> HttpResponse:
    asked = queries.Asked(request.GET.get("kind", ""), request.GET.get("year", ""))
    return render(request, "leadership/seat.html", {"page": queries.seat(request.user, asked)})


@page("keep own time")
@require_http_methods(["GET", "POST"])
def seat_new(request: UserRequest) -> HttpResponse:
    return edit(request, SeatForm(request.POST or None, user=request.user), _sheet("seat missed added"))


@page("keep own time")
@require_http_methods(["GET", "POST"])
def seat_edit(request: UserRequest, key: int) -> HttpResponse:
    row = get_object_or_404(queries.missed(request.user), pk=key)
    form = SeatForm(request.POST or None, instance=row, user=request.user)
    return edit(request, form, _sheet("seat missed changed"), template="leadership/seat_edit.html")


@page("keep own time")
@require_POST
def seat_delete(request: UserRequest, key: int) -> HttpResponse:
    drop(get_object_or_404(queries.missed(request.user), pk=key), by=request.user, act="seat missed deleted")
    messages.success(request, _("Deleted."))
    return redirect("leadership:seat")


@page("keep own time")
def seat_csv(request: UserRequest) -> StreamingHttpResponse:
    return as_csv("seat-at-the-table", queries.HEAD, queries.table(request.user))


def _sheet(act: str) -> Sheet:
    address = reverse("leadership:seat")
    return Sheet(
        title=gettext_lazy("A decision without a seat"),
        lead=gettext_lazy("Write what happened, not who did it. Numbers make the case; unknown is an honest answer."),
        act=act,
        back=address,
        back_title=gettext_lazy("Seat at the table"),
        then=lambda row: address,
    )
