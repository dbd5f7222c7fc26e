"""The page of one's own time: taps on a phone, and what they come to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cupola.engine.errors import CupolaError
from cupola.modules.leadership import services
from cupola.modules.leadership.queries import diary
from cupola.shell.doors import UserRequest, page


@page("keep own time")
@require_http_methods(["GET", "POST"])
def practice(request: UserRequest) -> HttpResponse:
    if request.method == "POST":
        _act(request)
        return redirect("leadership:practice")
    return render(request, "leadership/practice.html", {"page": diary.practice(request.user)})


def _act(request: UserRequest) -> None:
    """Do what a button says: `leadership-planned` is a tap."""
    act = request.POST.get("act", "")
    kind, _dash, planned = request.POST.get("tap", "").partition("-")
    try:
        if act == "begin":
            services.begin(request.user)
            messages.success(request, _("Your two weeks begin today."))
        elif act == "undo":
            if services.undo(request.user):
                messages.success(request, _("The last half hour is taken back."))
        elif act == "delete" and request.POST.get("run", "").isdecimal():
            if services.delete(request.user, int(request.POST["run"])):
                messages.success(request, _("Those two weeks are deleted."))
        elif kind:
            entry = services.tap(request.user, kind, was_planned=planned == "planned")
            messages.success(request, _("Half an hour noted: %(kind)s.") % {"kind": entry.get_kind_display()})
    except CupolaError as error:
        messages.error(request, str(error))
