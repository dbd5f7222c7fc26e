"""The calendar and the bell schedules: shown, filled in, taken as spreadsheets and brought back."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cupola.modules.network import spreadsheets
from cupola.modules.network.calendar import Span, write_days
from cupola.modules.network.forms import DaysForm, PeriodForm
from cupola.modules.network.models import BellPeriod
from cupola.modules.network.queries import calendar_page
from cupola.shell import bringing
from cupola.shell.doors import UserRequest
from cupola.shell.editing import Sheet, edit
from cupola.shell.whole import district_page
from cupola.workspace.entering import drop
from cupola.workspace.policy import everywhere, visible

SEE, KEEP = "see systems", "keep systems"
REGISTERS = {"calendar": spreadsheets.DAYS, "bells": spreadsheets.PERIODS}


@district_page(SEE)
@require_safe
def calendar(request: UserRequest) -> HttpResponse:
    """The calendar by month, and the bells."""
    context = {"page": calendar_page(request.user), "may_keep": everywhere(request.user, KEEP)}
    return render(request, "network/calendar.html", context)


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def days(request: UserRequest) -> HttpResponse:
    """Fill in a stretch of days."""
    form = DaysForm(request.POST or None)
    back = reverse("network:calendar")
    sheet = Sheet(
        title=_("Enter days"),
        lead=_("First the whole school year as school days, then the holidays and early days over it."),
        act="calendar changed",
        back=back,
        back_title=_("Calendar and bells"),
        then=lambda _row: back,
    )

    def save(filled: DaysForm) -> int:
        said = filled.cleaned_data
        span = Span(said["first"], said["last"], {int(each) for each in said["weekdays"]}, said["school"])
        return write_days(span, kind=said["kind"], schedule=said["schedule"].strip(), by=request.user)

    return edit(request, form, sheet, save=save)


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def period(request: UserRequest, key: int | None = None) -> HttpResponse:
    """A stretch of instruction, new or changed."""
    row = get_object_or_404(visible(BellPeriod.objects.all(), request.user, SEE), pk=key) if key is not None else None
    back = reverse("network:calendar")
    sheet = Sheet(
        title=_("Change the period") if row else _("Add a period"),
        act="bell period changed" if row else "bell period added",
        back=back,
        back_title=_("Calendar and bells"),
        then=lambda _row: back,
    )
    return edit(request, PeriodForm(request.POST or None, instance=row or BellPeriod()), sheet)


@district_page(KEEP)
@require_POST
def period_out(request: UserRequest, key: int) -> HttpResponse:
    """Take a period out."""
    row = get_object_or_404(visible(BellPeriod.objects.all(), request.user, SEE), pk=key)
    drop(row, by=request.user, act="bell period removed")
    return redirect("network:calendar")


@district_page(SEE)
@require_safe
def export(request: UserRequest, name: str, form: str) -> HttpResponse:
    """The calendar or the bells as XLSX or CSV."""
    if name not in REGISTERS or form not in ("xlsx", "csv"):
        raise Http404
    return bringing.export(REGISTERS[name], form)


@district_page(KEEP)
@require_http_methods(["GET", "POST"])
def bring(request: UserRequest, name: str) -> HttpResponse:
    """Show what a spreadsheet would change, and change it."""
    if name not in REGISTERS:
        raise Http404
    take = reverse("network:file", args=[name, "xlsx"])
    return bringing.bring(request, REGISTERS[name], back=reverse("network:calendar"), take=take)
