"""The pages of people: the list, an invitation, one person's roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cupola.engine.errors import CupolaError
from cupola.modules.doors import invitations
from cupola.modules.doors.forms import InviteForm, RoleForm
from cupola.modules.doors.queries import people as queries
from cupola.shell.doors import UserRequest, page
from cupola.workspace import people as service
from cupola.workspace.models import User
from cupola.workspace.policy import can, everywhere


@page("see people")
def people(request: UserRequest) -> HttpResponse:
    _whole_district(request, "see people")
    asked = queries.Asked(
        words=request.GET.get("q", "")[:100],
        role=request.GET.get("role", ""),
        school=request.GET.get("school", ""),
        closed=request.GET.get("closed") == "1",
    )
    shown = queries.people_page(asked, request.GET.get("page", "1"))
    query = request.GET.copy()
    query.pop("page", None)
    may = can(request.user, "manage people")
    return render(request, "doors/people.html", {"page": shown, "query": query.urlencode(), "may_manage": may})


@page("manage people")
@require_http_methods(["GET", "POST"])
def invite(request: UserRequest) -> HttpResponse:
    _whole_district(request, "manage people")
    form = InviteForm(request.POST or None, with_administrator=service.is_administrator(request.user))
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        try:
            user, token = service.invite(
                email=filled["email"], name=filled["name"], wanted=[form.wanted()], by=request.user
            )
        except CupolaError as error:
            form.add_error(None, str(error))
        else:
            return _link_shown(request, user, token)
    return render(request, "doors/invite.html", {"form": form})


@page("see people")
@require_http_methods(["GET", "POST"])
def person(request: UserRequest, key: int) -> HttpResponse:
    _whole_district(request, "see people")
    user = get_object_or_404(User, pk=key)
    form = RoleForm(None, with_administrator=service.is_administrator(request.user))
    if request.method == "POST":
        if not everywhere(request.user, "manage people"):
            raise PermissionDenied("manage people")
        answer, form = _act(request, user)
        if answer is not None:
            return answer
    shown = queries.person(user, seen_by=request.user)
    may = everywhere(request.user, "manage people") and not shown.is_out_of_reach
    return render(request, "doors/person.html", {"person": shown, "form": form, "may_manage": may})


def _act(request: UserRequest, user: User) -> tuple[HttpResponse | None, RoleForm]:
    """Do what a button of the page says; a form that was filled in wrongly comes back."""
    act = request.POST.get("act", "")
    filled: Any = request.POST if act == "give" else None
    form = RoleForm(filled, with_administrator=service.is_administrator(request.user))
    try:
        if act == "give" and form.is_valid():
            service.give_role(user, form.wanted(), by=request.user)
            messages.success(request, _("The role is given."))
        elif act == "take":
            service.take_role(get_object_or_404(user.grants, pk=request.POST.get("grant", "0")), by=request.user)
            messages.success(request, _("The role is taken back."))
        elif act == "close":
            passed = service.close_account(user, by=request.user)
            messages.success(request, _("The account is closed; %(n)s findings passed to the role.") % {"n": passed})
        elif act == "link":
            _user, token = service.invite(email=user.email, name=user.name, wanted=(), by=request.user)
            return _link_shown(request, user, token), form
        else:
            return None, form
    except CupolaError as error:
        messages.error(request, str(error))
    return redirect("doors:person", key=user.pk), form


def _link_shown(request: UserRequest, user: User, token: str) -> HttpResponse:
    link = invitations.link(request, token)
    mailed = invitations.mail(user, link, by=request.user)
    return render(request, "doors/invited.html", {"invited": user, "link": link, "was_mailed": mailed})


def _whole_district(request: UserRequest, verb: str) -> None:
    """Accounts belong to the district, so a role over some schools does not reach them."""
    if not everywhere(request.user, verb):
        raise PermissionDenied(verb)
