"""The pages of the audit trail."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from cupola.modules.doors.forms import TrailForm
from cupola.modules.doors.queries import audit as queries
from cupola.shell.doors import UserRequest, page
from cupola.shell.downloads import as_csv
from cupola.workspace import audit as service
from cupola.workspace.policy import everywhere


@page("see audit")
def audit(request: UserRequest) -> HttpResponse:
    _whole_district(request)
    shown = queries.audit_page(_asked(request), request.GET.get("page", "1"))
    return render(request, "doors/audit.html", {"page": shown, "query": _query(request)})


@page("see audit")
def lines(request: UserRequest) -> StreamingHttpResponse:
    """The lines on screen as a file; taking it is itself written down."""
    _whole_district(request)
    service.note("audit trail exported", user=request.user, filters=_query(request))
    return as_csv("audit-trail", queries.HEADER, queries.rows(_asked(request)))


def _asked(request: UserRequest) -> queries.Asked:
    form = TrailForm(request.GET)
    form.is_valid()
    filled = form.cleaned_data
    return queries.Asked(
        act=filled.get("act", ""),
        who=filled.get("who", ""),
        thing=filled.get("thing", ""),
        since=filled.get("since"),
        until=filled.get("until"),
    )


def _query(request: UserRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _whole_district(request: UserRequest) -> None:
    if not everywhere(request.user, "see audit"):
        raise PermissionDenied("see audit")
