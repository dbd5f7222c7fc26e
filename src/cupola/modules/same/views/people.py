"""The page of one person, come upon by the number of a pair, a finding or a disagreement."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cupola.engine.errors import CupolaError
from cupola.modules.same.opened import reason_of
from cupola.modules.same.queries import pairs
from cupola.modules.same.queries import people as queries
from cupola.shell.doors import UserRequest, page
from cupola.workspace import personal


@page("review links")
def of_pair(request: UserRequest, key: int) -> HttpResponse:
    asked = get_object_or_404(pairs.seen(request.user).filter(entity="person"), pk=key)
    return _shown(request, asked.left)


@page("review links")
def of_finding(request: UserRequest, fingerprint: str) -> HttpResponse:
    return _shown(request, get_object_or_404(queries.findings(request.user), fingerprint=fingerprint).subject)


@page("review links")
def of_differing(request: UserRequest, key: int) -> HttpResponse:
    asked = get_object_or_404(queries.differing(request.user), pk=key)
    return _shown(request, asked.left or asked.right)


def _shown(request: UserRequest, key: str) -> HttpResponse:
    wrong = ""
    try:
        about = queries.person_page(request.user, key, reason_of(request))
    except CupolaError as error:
        wrong, about = str(error), queries.person_page(request.user, key, None)
    asks = about.may_see_names and not about.sees_names
    asks = asks and personal.needs_reason(request.user, [each.key for each in about.sides])
    return render(request, "same/person.html", {"page": about, "wrong": wrong, "asks_reason": asks})
