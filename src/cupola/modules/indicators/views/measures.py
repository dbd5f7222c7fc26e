"""The six, all measures, one measure with its files and rows, and the comparison of schools."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cupola.engine.measures.goals import goals_of
from cupola.engine.measures.indicators import shipped_indicators
from cupola.engine.measures.kinds import Measure
from cupola.modules.indicators import downloads
from cupola.modules.indicators.measures import by_slug
from cupola.modules.indicators.queries.compare import comparison
from cupola.modules.indicators.queries.listing import listing
from cupola.modules.indicators.queries.listing_of_schools import with_schools
from cupola.modules.indicators.queries.measure import measure_page
from cupola.modules.indicators.queries.rows import ONLY, Asked, rows_page
from cupola.modules.indicators.queries.six import six as six_page
from cupola.modules.indicators.queries.targets import told_now
from cupola.shell.doors import UserRequest, page
from cupola.workspace.models import Publication, School
from cupola.workspace.policy import can, everywhere, visible

SEE, KEEP, BRING = "see figures", "keep plan", "bring deliveries"


def measure_named(slug: str) -> Measure:
    """The measure of an address."""
    found = by_slug().get(slug)
    if found is None:
        raise Http404
    return found


def number_in(request: UserRequest, name: str) -> int | None:
    """A whole number of the address, or None."""
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


@page(SEE)
@require_safe
def six(request: UserRequest) -> HttpResponse:
    """The six indicators."""
    context = {
        "card": six_page(request.user),
        "alerts": told_now(request.user),
        "on_its_own": True,
        "may_count": everywhere(request.user, "apply deliveries"),
        "may_bring": can(request.user, BRING),
        "without_record": shipped_indicators(),
    }
    return render(request, "indicators/six.html", context)


@page(SEE)
@require_safe
def measures(request: UserRequest) -> HttpResponse:
    """Every measure, by subject."""
    return render(
        request, "indicators/measures.html", {"page": listing(request.user), "may_bring": can(request.user, BRING)}
    )


@page(SEE)
@require_safe
def measure(request: UserRequest, measure: str) -> HttpResponse:
    """One measure."""
    shown = measure_named(measure)
    context = {
        "measure": shown,
        "page": measure_page(shown, request.user),
        "may_keep": everywhere(request.user, KEEP),
        "forms": downloads.FORMS,
        "goals": goals_of(shown.id),
        "may_bring": can(request.user, BRING),
    }
    return render(request, "indicators/measure.html", context)


@page(SEE)
@require_safe
def file(request: UserRequest, measure: str, form: str) -> HttpResponse:
    """A measure as CSV, XLSX, SVG or PNG."""
    if form not in downloads.FORMS:
        raise Http404
    answer = downloads.download(measure_named(measure), form, request.user)
    if answer is None:
        raise Http404
    return answer


@page(SEE)
@require_safe
def rows(request: UserRequest, measure: str) -> HttpResponse:
    """The rows behind a figure."""
    shown = measure_named(measure)
    key = number_in(request, "school")
    school = get_object_or_404(visible(School.objects.all(), request.user, SEE), pk=key) if key is not None else None
    only = request.GET.get("only", "")
    asked = Asked(
        school=school,
        key=request.GET.get("of", "")[:300] if school is None else "",
        only=only if only in ONLY else "",
        page=max(1, number_in(request, "page") or 1),
    )
    try:
        found = rows_page(shown, request.user, asked)
    except PermissionError as error:
        raise PermissionDenied(str(error)) from error
    if found is None:
        raise Http404
    return render(request, "indicators/rows.html", {"page": found, "measure": shown})


@page(SEE)
@require_safe
def compare(request: UserRequest) -> HttpResponse:
    """Schools side by side."""
    newest = Publication.newest()
    known = with_schools(request.user, newest)
    chosen = by_slug().get(request.GET.get("measure", ""))
    if chosen not in known:
        chosen = next((each for each in known if each.slug == "one-to-one-coverage"), known[0] if known else None)
    found = comparison(chosen, request.user, beside=number_in(request, "beside")) if chosen else None
    context = {
        "page": found,
        "measure": chosen,
        "has_record": newest is not None,
        "may_bring": can(request.user, BRING),
    }
    return render(request, "indicators/compare.html", context)
