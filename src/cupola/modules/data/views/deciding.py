"""Deciding about findings: one at once, more than one after a preview."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cupola.engine.errors import CupolaError
from cupola.modules.data.forms import KINDS, DecisionForm
from cupola.modules.data.queries.choices import PAGE
from cupola.modules.data.queries.filters import found, read_filters
from cupola.modules.data.queries.manuals import title_of
from cupola.modules.data.queries.rows import rows
from cupola.shell.doors import UserRequest, page
from cupola.workspace import decisions
from cupola.workspace.models import DecisionKind, Finding, User
from cupola.workspace.policy import visible

EXAMPLES = 10
PRINT = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Panel:
    """The form with its kinds, as the templates show it."""

    form: DecisionForm
    kinds: tuple[tuple[str, Any, Any, bool], ...]


def panel(user: User, data: Any = None) -> Panel:
    """An empty form, or one with what was said."""
    form = DecisionForm(data, reader=user)
    said = form.data.get("kind") or DecisionKind.ASSIGNED
    return Panel(form, tuple((key, title, hint, key == said) for key, title, hint in KINDS))


@page("decide findings")
@require_http_methods(["GET", "POST"])
def decide(request: UserRequest) -> HttpResponse:
    """GET asks what is to be said about the findings of an address; POST shows what it would do, then does it."""
    asked = request.POST if request.method == "POST" else request.GET
    query, back = _asked(asked, request.user)
    target = decisions.target(query, request.user)
    if not target.keys:
        messages.error(request, _("There is no finding here that you may decide on. Choose others."))
        return redirect(back)
    if request.method == "GET" or "kind" not in asked:
        return _preview(request, query, target, panel(request.user))
    said = panel(request.user, request.POST)
    stamp = asked.get("stamp", "")
    try:
        if not said.form.is_valid():
            return _preview(request, query, target, said, status=422)
        wish = said.form.wish()
        decisions.check_wish(wish)
        if not stamp:
            return _preview(request, query, target, said, wish=wish)
        done = decisions.decide(query, wish, by=request.user, stamp=stamp)
    except decisions.ChangedMeanwhile as error:
        messages.error(request, str(error))
        return _preview(request, query, target, said, status=409)
    except CupolaError as error:
        messages.error(request, str(error))
        return _preview(request, query, target, said, status=422)
    messages.success(request, ngettext("Said of %(n)s finding.", "Said of %(n)s findings.", done) % {"n": f"{done:,}"})
    return redirect(back)


def _asked(asked: QueryDict, user: User) -> tuple[QuerySet[Finding], str]:
    """The findings that a form means, within what the user may see, and the page to go back to.

    `only` names chosen ones by their fingerprints; without it the filters of `query` mean all that they find.
    """
    filters = read_filters(QueryDict(asked.get("query", ""))) if "query" in asked else read_filters(asked)
    query = found(filters, user)
    chosen = asked.getlist("only")
    if asked.get("reach") == "chosen" or (asked.get("reach") is None and chosen):
        query = Finding.objects.filter(fingerprint__in=chosen[:1_000])
    if asked.get("back") == "finding" and len(chosen) == 1 and PRINT.fullmatch(chosen[0]):
        return query, reverse("data:finding", args=[chosen[0]])
    if len(filters.check) == 1:
        return query, (reverse("data:check", args=filters.check) + filters.address(check=())).removesuffix("?")
    return query, (reverse(PAGE) + filters.address()).removesuffix("?")


def _preview(
    request: UserRequest, query: QuerySet[Finding], target: decisions.Target, said: Panel, **more: Any
) -> HttpResponse:
    """What the decision would do, with all that was said to be sent again."""
    if not target.keys:
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    keeping = query.order_by()
    seen = visible(keeping, request.user, "decide findings")
    _query, back = _asked(asked, request.user)
    context = {
        "count": len(target),
        "stamp": target.stamp,
        "panel": said,
        "wish": more.get("wish"),
        "checks": [
            (check, title_of(check), n)
            for check, n in seen.values_list("check_id").annotate(n=Count("pk")).order_by("-n")
        ],
        "schools": seen.values_list("school__name").annotate(n=Count("pk")).order_by("-n")[:30],
        "overruled": seen.exclude(standing="").count(),
        "examples": rows(seen.order_by("-priority", "pk"), request.user, last=EXAMPLES),
        "query": asked.get("query", read_filters(asked).address().lstrip("?")),
        "only": asked.getlist("only"),
        "reach": asked.get("reach"),
        "back": back,
        "back_to": asked.get("back", ""),
    }
    return render(request, "data/decide.html", context, status=more.get("status", 200))
