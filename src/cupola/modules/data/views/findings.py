"""The pages of findings."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from cupola.modules.data.queries.findings import open_findings
from cupola.shell.doors import UserRequest, page


@page("see findings")
def findings(request: UserRequest) -> HttpResponse:
    found = open_findings(request.user)
    return render(request, "data/findings.html", {"findings": found[:50], "total": found.count()})
