"""What sources disagree about, as a page and as a file."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from cupola.modules.same.queries import differing as queries
from cupola.shell.doors import UserRequest, page
from cupola.shell.downloads import as_csv

LONGEST = 100


@page("review links")
def differing(request: UserRequest) -> HttpResponse:
    shown = queries.differing_page(request.user, _asked(request), request.GET.get("page", "1"))
    return render(request, "same/differing.html", {"page": shown})


@page("review links")
def export(request: UserRequest) -> StreamingHttpResponse:
    """The list as it is narrowed on screen."""
    return as_csv("disagreements", queries.HEAD, queries.lines(request.user, _asked(request)))


def _asked(request: UserRequest) -> queries.Asked:
    names = ("field", "left", "right", "changes", "school")
    return queries.Asked(**{name: request.GET.get(name, "")[:LONGEST].replace("\0", "") for name in names})
