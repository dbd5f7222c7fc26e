"""The pages of pairs: the queue, one pair, an answer, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupola.engine.errors import CupolaError
from cupola.modules.same import clusters, services
from cupola.modules.same.models import Pair, Says
from cupola.modules.same.opened import close_names, open_names, reason_of
from cupola.modules.same.queries import pairs as queries
from cupola.modules.same.queries.figures import VERB
from cupola.shell.doors import UserRequest, page
from cupola.workspace import personal
from cupola.workspace.policy import can, everywhere

LAST = "same_last"
ANSWERS = (Says.SAME, Says.DIFFERENT, Says.UNSURE)


@page("review links")
def review(request: UserRequest) -> HttpResponse:
    sees_all = everywhere(request.user, VERB)
    return render(request, "same/review.html", {"page": queries.review_page(request.user), "sees_all": sees_all})


@page("review links")
def pair(request: UserRequest, key: int) -> HttpResponse:
    shown = _asked(request, key)
    reason = reason_of(request) if shown.entity == "person" else ""
    wrong = ""
    try:
        about = queries.pair_page(request.user, shown, reason)
    except CupolaError as error:
        # These people are outside what was opened: they are shown without names, and asked about.
        wrong, about = str(error), queries.pair_page(request.user, shown, None)
    last = queries.seen(request.user).filter(pk=request.session.get(LAST) or 0).exclude(pk=shown.pk).first()
    keys = (shown.left, shown.right)
    asks = about.may_see_names and not about.sees_names and personal.needs_reason(request.user, keys)
    return render(request, "same/pair.html", {"page": about, "wrong": wrong, "last": last, "asks_reason": asks})


@page("review links")
@require_POST
def say(request: UserRequest, key: int) -> HttpResponse:
    shown = _asked(request, key)
    says = request.POST.get("says", "")
    if says not in ANSWERS:
        return redirect("same:pair", key)
    try:
        services.say(shown, says, by=request.user)
        request.session[LAST] = shown.pk
    except services.AnsweredMeanwhile as error:
        messages.error(request, str(error))
    return _on(request, shown)


@page("review links")
@require_POST
def take_back(request: UserRequest, key: int) -> HttpResponse:
    shown = _asked(request, key)
    if request.user.pk not in (shown.decided_by_id, shown.second_by_id) and shown.state != Says.OPEN:
        messages.error(request, _("Only who gave an answer takes it back."))
        return redirect("same:review")
    try:
        if shown.method == clusters.OUT:
            clusters.put_back(shown, by=request.user)
        else:
            services.take_back(shown, by=request.user)
        messages.success(request, _("Taken back. Answer it anew, or go on."))
    except services.AnsweredMeanwhile as error:
        messages.error(request, str(error))
    request.session.pop(LAST, None)
    return redirect("same:pair", shown.pk)


@page("review links")
@require_POST
def names(request: UserRequest) -> HttpResponse:
    """Show names for this sitting, or hide them again."""
    if request.POST.get("wish") == "hide":
        close_names(request)
    elif not (can(request.user, "see names") or can(request.user, "see any names")):
        messages.error(request, _("Names are not for your role. Ask whoever runs Cupola in your district."))
    else:
        open_names(request, request.POST.get("reason", ""))
    back = request.POST.get("back", "")
    own = back.startswith("/same/") and "\\" not in back and ".." not in back
    return HttpResponseRedirect(back if own else "/same/")


def _asked(request: UserRequest, key: int) -> Pair:
    return get_object_or_404(queries.seen(request.user), pk=key)


def _on(request: UserRequest, shown: Pair) -> HttpResponse:
    following = queries.next_pair(request.user, shown)
    if following is None:
        messages.success(request, _("That was the last one. Nothing waits for you."))
        return redirect("same:review")
    return redirect("same:pair", following.pk)
