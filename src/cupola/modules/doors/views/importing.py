"""Many people at once: a spreadsheet or the record's staff, looked at, then invited."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cupola.engine.errors import CupolaError
from cupola.modules.doors import invitations
from cupola.modules.doors.forms import SheetForm
from cupola.shell.doors import UserRequest, page
from cupola.workspace import staffing
from cupola.workspace.policy import ROLES, everywhere
from cupola.workspace.staffing import Line

LOOKED_AT = "doors.people-looked-at"
HOUR = 3600
LARGEST = 5_000_000


@page("manage people")
@require_http_methods(["GET", "POST"])
def spreadsheet(request: UserRequest) -> HttpResponse:
    """Show what a spreadsheet would make; the second button makes it."""
    _whole_district(request)
    if "lines" in request.POST:
        return _make(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            return _looked_at(request, staffing.read_sheet(sheet.name, sheet.read(LARGEST)))
        except CupolaError as error:
            form.add_error("sheet", str(error))
    return render(request, "doors/import.html", {"form": form})


@page("manage people")
@require_POST
def directory(request: UserRequest) -> HttpResponse:
    """Show whom of the record's staff an account could be given."""
    _whole_district(request)
    return _looked_at(request, staffing.from_record(request.user))


def _looked_at(request: UserRequest, lines: tuple[Line, ...]) -> HttpResponse:
    good = [line for line in lines if not line.wrong]
    signed = signing.dumps(
        {"by": request.user.pk, "lines": [asdict(line) for line in good]}, salt=LOOKED_AT, compress=True
    )
    shown = [(line, ROLES[line.role].title if line.role else "") for line in lines]
    return render(request, "doors/looked_at.html", {"lines": shown, "good": len(good), "signed": signed})


def _make(request: UserRequest) -> HttpResponse:
    try:
        said: dict[str, Any] = signing.loads(request.POST["lines"], salt=LOOKED_AT, max_age=HOUR)
    except signing.BadSignature:
        said = {}
    if said.get("by") != request.user.pk:
        messages.error(request, _("That list was looked at too long ago. Look at it again."))
        return redirect("doors:import_people")
    left_out = set(request.POST.getlist("leave_out"))
    lines = [_line(each) for each in said["lines"] if str(each["number"]) not in left_out]
    try:
        made = staffing.make(lines, by=request.user)
    except CupolaError as error:
        messages.error(request, str(error))
        return redirect("doors:import_people")
    links = [(user, invitations.link(request, token)) for user, token in made if token]
    mailed = [user for user, link in links if invitations.mail(user, link, by=request.user)]
    context = {"made": len(made), "links": links, "were_mailed": len(mailed)}
    return render(request, "doors/imported.html", context)


def _line(each: dict[str, Any]) -> Line:
    return Line(**{**each, "schools": tuple(each["schools"]), "school_names": tuple(each["school_names"])})


def _whole_district(request: UserRequest) -> None:
    if not everywhere(request.user, "manage people"):
        raise PermissionDenied("manage people")
