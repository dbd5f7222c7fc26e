"""Listening sessions and advisory groups."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cupola.engine.errors import CupolaError
from cupola.modules.voice import themes as themes_service
from cupola.modules.voice.forms import CameSet, GroupForm, SessionForm
from cupola.modules.voice.models import Group, Session, SessionKind, Theme
from cupola.shell.doors import UserRequest, page
from cupola.shell.editing import Sheet, edit
from cupola.workspace.entering import ChangedMeanwhile, keep
from cupola.workspace.policy import everywhere, visible

YEAR = 370


@page("see voice")
def sessions(request: UserRequest) -> HttpResponse:
    """All sessions that the user may see, with how many came, and the groups."""
    seen = visible(Session.objects.select_related("school", "group"), request.user, "see voice")
    found = seen.annotate(people=Sum("attendance__people"))
    district = everywhere(request.user, "see voice")
    context = {
        "sessions": found,
        "people": sum(each.people or 0 for each in found),
        "schools": len({each.school_id for each in found if each.school_id}),
        "groups": Group.objects.all() if district else (),
        "may_keep": everywhere(request.user, "keep voice"),
        "sees_district": district,
    }
    return render(request, "voice/sessions.html", context)


@page("see voice")
@require_http_methods(["GET", "POST"])
def session(request: UserRequest, key: int) -> HttpResponse:
    """One session; what was said in it can be put into a theme."""
    seen = visible(Session.objects.select_related("school", "group"), request.user, "see voice")
    found = get_object_or_404(seen, pk=key)
    may_keep = everywhere(request.user, "keep voice")
    if request.method == "POST" and may_keep:
        theme = get_object_or_404(Theme, pk=request.POST.get("theme") or 0)
        words = request.POST.get("words", "").strip()
        if words:
            themes_service.add_session(theme, found, words, by=request.user)
            messages.success(request, _("It is among the voices of the theme now."))
        else:
            messages.error(request, _("Write down what was said first."))
        return redirect("voice:session", key=key)
    came = found.attendance.select_related("school")
    context = {
        "session": found,
        "came": came,
        "people": sum(each.people for each in came),
        "themes": Theme.objects.all() if may_keep else (),
        "voices": found.voices.select_related("theme") if may_keep else (),
        "may_keep": may_keep,
    }
    return render(request, "voice/session.html", context)


@page("keep voice")
@require_http_methods(["GET", "POST"])
def write_session(request: UserRequest, key: int | None = None) -> HttpResponse:
    """A session with those who came, new or changed."""
    found = get_object_or_404(Session, pk=key) if key is not None else None
    said: Any = request.POST or None
    initial = {"held_on": timezone.localdate(), "kind": SessionKind.LISTENING}
    form = SessionForm(said, instance=found, initial=None if found else initial)
    came = CameSet(said, instance=found or Session(), prefix="came")
    back = reverse("voice:session", args=[found.pk]) if found else reverse("voice:sessions")
    if request.method == "POST" and form.is_valid() and came.is_valid():
        try:
            kept = _keep(request, form, came)
        except ChangedMeanwhile as error:
            messages.error(request, str(error))
        except CupolaError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("voice:session", key=kept.pk)
    context = {"form": form, "came": came, "session": found, "back": back}
    return render(request, "voice/session_edit.html", context, status=422 if form.errors else 200)


def _keep(request: UserRequest, form: SessionForm, came: Any) -> Session:
    row: Session = form.save(commit=False)
    came.instance = row
    act = "session changed" if row.pk else "session recorded"
    keep(row, by=request.user, act=act, seen=form.cleaned_data.get("seen"), then=came.save)
    return row


@page("keep voice")
@require_http_methods(["GET", "POST"])
def write_group(request: UserRequest, key: int | None = None) -> HttpResponse:
    """An advisory group, new or changed."""
    found = get_object_or_404(Group, pk=key) if key is not None else None
    sheet = Sheet(
        title=_("Advisory group"),
        act="group entered",
        back=reverse("voice:sessions"),
        back_title=_("Sessions"),
        then=lambda row: reverse("voice:sessions"),
        lead=_("People who are asked again and again: teachers, students, parents, principals."),
    )
    return edit(request, GroupForm(request.POST or None, instance=found), sheet)
