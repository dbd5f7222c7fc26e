"""The board's page: its draft with how it reads, the button that freezes it, and the frozen ones."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from cupola.engine.errors import CupolaError
from cupola.modules.briefs.freezing import freeze
from cupola.modules.briefs.models import Paper
from cupola.modules.briefs.queries import drafts, papers
from cupola.shell.doors import UserRequest
from cupola.shell.whole import district_page
from cupola.workspace.policy import can

SHOWN = 5


@district_page(drafts.VERB)
def onepager(request: UserRequest) -> HttpResponse:
    sheet = drafts.draft(request.user, timezone.localdate())
    about = {
        "sheet": sheet,
        "rows": drafts.shown_rows(sheet) if sheet else [],
        "reads": drafts.plainness(sheet) if sheet else None,
        "best_grade": drafts.BEST_GRADE,
        "frozen": papers.listed(request.user)[:SHOWN],
    }
    return render(request, "briefs/onepager.html", about)


@district_page(drafts.VERB)
@require_POST
def freeze_onepager(request: UserRequest) -> HttpResponse:
    """Freeze the page and give the file; the browser stays where it was."""
    try:
        paper = freeze(request.user, timezone.localdate())
    except CupolaError as problem:
        messages.error(request, str(problem))
        return redirect("briefs:onepager")
    return as_file(paper)


@district_page(papers.VERB)
def frozen(request: UserRequest) -> HttpResponse:
    about = {"frozen": papers.listed(request.user), "may_make": can(request.user, drafts.VERB)}
    return render(request, "briefs/frozen.html", about)


@district_page(papers.VERB)
def file(request: UserRequest, key: int) -> HttpResponse:
    return as_file(get_object_or_404(papers.papers(request.user), pk=key))


def as_file(paper: Paper) -> HttpResponse:
    """The paper to download, under a name that says what and of which day."""
    response = HttpResponse(bytes(paper.file), content_type="application/pdf")
    name = f"board-one-pager-{paper.frozen_on.isoformat()}-{paper.pk}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
