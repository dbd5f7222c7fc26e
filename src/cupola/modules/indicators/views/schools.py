"""The figures of a school, results of tests, and satisfaction from wave to wave."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cupola.engine.measures.waves import waves as read_waves
from cupola.modules.indicators.queries.achievement import achievement_page
from cupola.modules.indicators.queries.school import school_page
from cupola.modules.indicators.views.measures import number_in
from cupola.shell.doors import UserRequest, page
from cupola.shell.whole import district_page
from cupola.workspace.models import Publication, School
from cupola.workspace.policy import can, visible

SEE = "see figures"
AUDIENCES = {"teacher": _("Teachers"), "parent": _("Parents"), "student": _("Students")}


@page(SEE)
@require_safe
def schools(request: UserRequest) -> HttpResponse:
    """The schools whose figures one may see; a single one is opened at once."""
    shown = visible(School.objects.filter(kind="school", is_listed=True, students__gt=0), request.user, SEE)
    if len(shown) == 1:
        return redirect("indicators:school", key=shown[0].pk)
    return render(
        request, "indicators/schools.html", {"schools": shown, "may_bring": can(request.user, "bring deliveries")}
    )


@page(SEE)
@require_safe
def school(request: UserRequest, key: int) -> HttpResponse:
    """The figures of one school beside the district."""
    shown = get_object_or_404(visible(School.objects.all(), request.user, SEE), pk=key)
    return render(request, "indicators/school.html", {"page": school_page(shown, request.user)})


@page("see achievement")
@require_safe
def achievement(request: UserRequest) -> HttpResponse:
    """Results by school and grade, or of own sections."""
    key = number_in(request, "school")
    seen = visible(School.objects.filter(kind="school", is_listed=True), request.user, "see achievement")
    chosen = get_object_or_404(seen, pk=key) if key is not None else None
    found = achievement_page(request.user, subject=request.GET.get("subject", "")[:100], school=chosen)
    context = {"page": found, "schools": seen.filter(students__gt=0), "school": chosen}
    return render(request, "indicators/achievement.html", context)


@district_page(SEE)
@require_safe
def waves(request: UserRequest) -> HttpResponse:
    """Satisfaction from wave to wave, with the questions that were changed."""
    newest = Publication.newest()
    audience = request.GET.get("audience", "")
    audience = audience if audience in AUDIENCES else "teacher"
    found = read_waves(Path(settings.DATA_FOLDER), newest.snapshot, audience) if newest else ()
    context = {"waves": found, "audiences": AUDIENCES, "audience": audience, "title": AUDIENCES[audience]}
    return render(request, "indicators/waves.html", context)
