"""The pages of the queue: its list, its views, its files, and how priority is worked out."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupola.engine.errors import CupolaError
from cupola.modules.data.queries import manuals
from cupola.modules.data.queries.checks import finding_page
from cupola.modules.data.queries.choices import PAGE, choices, clean_query, views
from cupola.modules.data.queries.filters import found, read_filters
from cupola.modules.data.queries.queue import all_lines, queue
from cupola.modules.data.queries.rows import HEADS, cells, every_row
from cupola.modules.data.views.deciding import panel
from cupola.shell.doors import UserRequest, page, wants_part
from cupola.shell.downloads import as_file
from cupola.workspace import audit, decisions, saved_views
from cupola.workspace.models import Finding
from cupola.workspace.policy import can, everywhere

LINE_HEADS = (
    "Key",
    "What is wrong",
    "Priority",
    "Who, by when",
    "Due",
    "How many",
    "Of",
    "Findings",
    "Minutes",
    "Dollars",
)


@page("see findings")
@require_GET
def findings(request: UserRequest) -> HttpResponse:
    filters = read_filters(request.GET)
    shown = {
        "page": queue(filters, request.user),
        "filters": filters,
        "views": views(filters, request.user),
        "groups": [
            (title, filters.address(group=key), filters.group == key)
            for key, title in (("", _("check")), ("school", _("school")), ("person", _("person")))
        ],
        "here": reverse(PAGE),
        "can_decide": can(request.user, "decide findings") and not filters.group,
        "can_share": everywhere(request.user, "see findings"),
    }
    if wants_part(request):
        return render(request, "data/parts/queue.html", shown)
    return render(request, "data/findings.html", {**shown, "choices": choices(filters, request.user)})


@page("see findings")
@require_GET
def finding(request: UserRequest, fingerprint: str) -> HttpResponse:
    shown = finding_page(fingerprint, request.user)
    if shown is None:
        raise Http404
    target = decisions.target(Finding.objects.filter(fingerprint=fingerprint), request.user)
    context = {"page": shown, "stamp": target.stamp, "panel": panel(request.user) if shown.can_decide else None}
    return render(request, "data/finding.html", context)


@page("see findings")
@require_GET
def export(request: UserRequest, what: str, form: str) -> HttpResponseBase:
    """What is on screen, all its pages: `queue` holds its lines, `rows` the findings themselves."""
    filters = replace(read_filters(request.GET), page=1)
    name = f"cupola-findings-{timezone.localdate().isoformat()}"
    if what == "queue":
        lines = all_lines(filters, request.user)
        _note(request, what, form, rows=len(lines))
        table = (
            (each.key, each.title, each.priority, each.who, each.due_on, each.count, each.of, each.findings,
             each.minutes, each.cents / 100)
            for each in lines
        )  # fmt: skip
        return as_file(name, form, head=LINE_HEADS, rows=table)
    query = found(filters, request.user).order_by("-priority", "check_id", "school__folded", "file", "line", "pk")
    _note(request, what, form, rows=query.count())
    return as_file(name, form, head=HEADS, rows=(cells(row) for row in every_row(query, request.user)))


def _note(request: UserRequest, what: str, form: str, *, rows: int) -> None:
    address = read_filters(request.GET).address()
    audit.note(
        "findings exported", user=request.user, thing=f"findings{address}"[:300], what=what, form=form, rows=rows
    )


@page("see findings")
@require_POST
def save_view(request: UserRequest) -> HttpResponse:
    query = clean_query(request.POST.get("query", ""))
    try:
        saved_views.save(
            page=PAGE,
            title=request.POST.get("title", ""),
            query=query,
            by=request.user,
            is_shared="is_shared" in request.POST,
        )
    except CupolaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The view is saved. It stands above the list."))
    return redirect(f"{reverse(PAGE)}?{query}")


@page("see findings")
@require_POST
def remove_view(request: UserRequest, key: int) -> HttpResponse:
    if not saved_views.remove(key, by=request.user):
        raise Http404
    messages.success(request, _("The view is removed."))
    return redirect(PAGE)


@page("see findings")
@require_GET
def priority(request: UserRequest) -> HttpResponse:
    rows = [(manuals.role_title(role), rate) for role, rate in manuals.rates().items()]
    return render(request, "data/priority.html", {"rates": rows, "problem": manuals.rates_problem()})
