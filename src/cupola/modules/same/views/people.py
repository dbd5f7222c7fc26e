"""The page of one person, come upon by the number of a pair, a finding or a disagreement."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupola.engine.errors import CupolaError
from cupola.modules.same import clusters
from cupola.modules.same.opened import reason_of
from cupola.modules.same.queries import pairs
from cupola.modules.same.queries import people as queries
from cupola.shell.doors import UserRequest, page
from cupola.workspace import personal
from cupola.workspace.models import School


@page("review links")
def of_pair(request: UserRequest, key: int) -> HttpResponse:
    return _shown(request, _pair(request, key))


@page("review links")
def of_finding(request: UserRequest, fingerprint: str) -> HttpResponse:
    return _shown(request, _finding(request, fingerprint))


@page("review links")
def of_differing(request: UserRequest, key: int) -> HttpResponse:
    return _shown(request, _differing(request, key))


@page("review links")
@require_POST
def change_of_pair(request: UserRequest, key: int) -> HttpResponse:
    return _change(request, _pair(request, key))


@page("review links")
@require_POST
def change_of_finding(request: UserRequest, fingerprint: str) -> HttpResponse:
    return _change(request, _finding(request, fingerprint))


@page("review links")
@require_POST
def change_of_differing(request: UserRequest, key: int) -> HttpResponse:
    return _change(request, _differing(request, key))


@dataclass(frozen=True, slots=True)
class Asked:
    """The record by which a person is asked for, its school, and the address of the page."""

    key: str
    school: School | None
    address: str


def _pair(request: UserRequest, key: int) -> Asked:
    row = get_object_or_404(pairs.seen(request.user).filter(entity="person"), pk=key)
    return Asked(row.left, row.school, reverse("same:person_of_pair", args=[key]))


def _finding(request: UserRequest, fingerprint: str) -> Asked:
    row = get_object_or_404(queries.findings(request.user), fingerprint=fingerprint)
    return Asked(row.subject, row.school, reverse("same:person_of_finding", args=[fingerprint]))


def _differing(request: UserRequest, key: int) -> Asked:
    row = get_object_or_404(queries.differing(request.user), pk=key)
    return Asked(row.left or row.right, row.school, reverse("same:person_of_differing", args=[key]))


def _shown(request: UserRequest, asked: Asked) -> HttpResponse:
    wrong = ""
    try:
        about = queries.person_page(request.user, asked.key, reason_of(request))
    except CupolaError as error:
        wrong, about = str(error), queries.person_page(request.user, asked.key, None)
    asks = about.may_see_names and not about.sees_names
    asks = asks and personal.needs_reason(request.user, [each.key for each in about.sides])
    told = {"page": about, "wrong": wrong, "asks_reason": asks, "change": f"{asked.address}change/"}
    return render(request, "same/person.html", told)


def _change(request: UserRequest, asked: Asked) -> HttpResponse:
    """Take one record out of the person, or ask whether another is this person too."""
    about = queries.person_page(request.user, asked.key, None)
    try:
        if record := request.POST.get("out", ""):
            others = queries.rest_of(about, record)
            pair = clusters.take_out(record, others, by=request.user, school=asked.school)
            messages.success(request, _("Taken out. From the next linking on it is a person of its own."))
        else:
            system, number = request.POST.get("system", ""), request.POST.get("number", "").strip()
            other = queries.record_of(request.user, about, f"{system}:{number}")
            pair = clusters.ask(asked.key, other, by=request.user, school=asked.school)
    except CupolaError as error:
        messages.error(request, str(error))
        return redirect(asked.address)
    return redirect("same:pair", pair.pk)
