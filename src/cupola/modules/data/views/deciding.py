"""Deciding about findings: one at once, more than one after a preview."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
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
from cupola.modules.data.queries.filters import MOST_CHECKS, found, read_filters
from cupola.modules.data.queries.manuals import manuals, title_of
from cupola.modules.data.queries.rows import rows
from cupola.shell.doors import UserRequest, page
from cupola.workspace import decisions
from cupola.workspace.models import DecisionKind, Finding, User
from cupola.workspace.policy import visible

EXAMPLES = 10
SCHOOLS = 30
MOST_CHOSEN = 1_000
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
    about = _asked(asked, request.user)
    target = decisions.target(about.query, request.user)
    if not target.keys:
        messages.error(request, _("There is no finding here that you may decide on. Choose others."))
        return redirect(about.back)
    if request.method == "GET" or "kind" not in asked:
        return _preview(request, about, target, said=panel(request.user))
    said = panel(request.user, request.POST)
    stamp = asked.get("stamp", "")
    try:
        if not said.form.is_valid():
            return _preview(request, about, target, said=said, status=422)
        wish = said.form.wish()
        decisions.check_wish(wish)
        if not stamp:
            return _preview(request, about, target, said=said, wish=wish)
        done = decisions.decide(about.query, wish, by=request.user, stamp=stamp)
    except decisions.ChangedMeanwhile as error:
        messages.error(request, str(error))
        return _preview(request, about, target, said=said, status=409)
    except CupolaError as error:
        messages.error(request, str(error))
        return _preview(request, about, target, said=said, status=422)
    messages.success(request, ngettext("Said of %(n)s finding.", "Said of %(n)s findings.", done) % {"n": f"{done:,}"})
    return redirect(about.back)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form is about: the findings within what the user may see, how to ask again, and where to go back to."""

    query: QuerySet[Finding]
    address: str
    only: tuple[str, ...]
    reach: str
    back: str
    back_to: str


def _asked(asked: QueryDict, user: User) -> Asked:
    """`only` names findings by their fingerprints, `pick` names checks; else the filters of `query` mean all."""
    filters = read_filters(QueryDict(asked.get("query", "").lstrip("?")))
    if "pick_from" in asked:
        filters = replace(filters, check=tuple(asked.getlist("pick")[:MOST_CHECKS]) or ("",))
    query = found(filters, user)
    only = tuple(each for each in asked.getlist("only")[:MOST_CHOSEN] if PRINT.fullmatch(each))
    reach = asked.get("reach", "chosen" if only else "all")
    if reach == "chosen":
        query = visible(Finding.objects.filter(fingerprint__in=only), user)
    back = (reverse(PAGE) + filters.address(check=() if "pick_from" in asked else filters.check)).removesuffix("?")
    if asked.get("back") == "finding" and len(only) == 1:
        back = reverse("data:finding", args=only)
    elif len(filters.check) == 1 and filters.check[0] in manuals():
        back = (reverse("data:check", args=filters.check) + filters.address(check=())).removesuffix("?")
    return Asked(query, filters.address().lstrip("?"), only, reach, back, asked.get("back", ""))


def _preview(request: UserRequest, asked: Asked, target: decisions.Target, *, said: Panel, **more: Any) -> HttpResponse:
    """What the decision would do, with all that was said to be sent again."""
    seen = visible(asked.query.order_by(), request.user, "decide findings")
    by_check = seen.values_list("check_id").annotate(n=Count("pk")).order_by("-n")
    context = {
        "count": len(target),
        "stamp": target.stamp,
        "panel": said,
        "wish": more.get("wish"),
        "checks": [(check, title_of(check), n) for check, n in by_check],
        "schools": seen.values_list("school__name").annotate(n=Count("pk")).order_by("-n")[:SCHOOLS],
        "overruled": seen.exclude(standing="").count(),
        "examples": rows(seen.order_by("-priority", "pk"), request.user, last=EXAMPLES),
        "asked": asked,
    }
    return render(request, "data/decide.html", context, status=more.get("status", 200))
