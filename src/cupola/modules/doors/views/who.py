"""Who is behind a finding: asked by a form, so that no key and no name stands in an address."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from cupola.engine.errors import CupolaError
from cupola.shell.doors import UserRequest, page, wants_part
from cupola.workspace import personal


@page("see names")
@require_POST
def who(request: UserRequest) -> HttpResponse:
    subject = request.POST.get("subject", "")[:300]
    shown: dict[str, object] = {"subject": subject, "back": _back(request)}
    try:
        shown["people"] = personal.people(request.user, [subject] if subject else [], request.POST.get("reason", ""))
    except personal.ReasonNeeded as error:
        shown |= {"asks_reason": True, "wrong": str(error) if "reason" in request.POST else ""}
    except CupolaError as error:
        shown["refused"] = str(error)
    return render(request, "doors/who_part.html" if wants_part(request) else "doors/who.html", shown)


def _back(request: UserRequest) -> str:
    """The page that it was asked from, when it is one of ours."""
    back = request.POST.get("back", "")
    return back if back.startswith("/") and not back.startswith("//") and "\\" not in back else ""
