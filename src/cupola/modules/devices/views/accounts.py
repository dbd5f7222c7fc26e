"""The pages of accounts: what should not be as it is, and the changes after a dry run."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cupola.engine.errors import CupolaError
from cupola.engine.inventory import changes as files
from cupola.modules.devices.queries import accounts as queries
from cupola.shell.doors import UserRequest, page
from cupola.workspace import personal
from cupola.workspace.policy import everywhere

FORMS = (files.GAM, files.GRAPH)


@page("see accounts")
def accounts(request: UserRequest) -> HttpResponse:
    asked = (request.GET.get("state", ""), request.GET.get("school", ""))
    shown = queries.accounts_page(request.user, asked, request.GET.get("page", "1"))
    return render(request, "devices/accounts.html", {"page": shown, "query": shown.query})


@page("see accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: UserRequest) -> HttpResponse:
    """The dry run; with a reason the file, which holds addresses, so that both permissions are needed."""
    said = request.POST.getlist("kind") if request.method == "POST" else request.GET.getlist("kind")
    chosen = tuple(kind for kind in queries.CHANGES if kind in said) or queries.USUAL
    wrong = ""
    if request.method == "POST":
        if not (everywhere(request.user, "see any names") and everywhere(request.user, "see accounts")):
            raise PermissionDenied("see any names")
        try:
            return _file(request, chosen)
        except CupolaError as error:
            wrong = str(error)
    shown = queries.changes_page(request.user, chosen, request.GET.get("page", "1"))
    about = {"page": shown, "query": shown.query, "wrong": wrong}
    return render(request, "devices/changes.html", about, status=422 if wrong else 200)


def _file(request: UserRequest, chosen: tuple[str, ...]) -> HttpResponse:
    form = request.POST.get("form", "")
    form = form if form in FORMS else files.GAM
    wanted = queries.changes_of(request.user, chosen, form)
    keys = {each.account for each in wanted}
    addresses = personal.account_addresses(request.user, keys, request.POST.get("reason", ""))
    text, _ = files.written(form, wanted, addresses)
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="account-changes-{form}.csv"'
    return answer
