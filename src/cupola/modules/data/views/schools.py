"""The pages of schools."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cupola.shell.doors import UserRequest, page
from cupola.workspace.models import School
from cupola.workspace.policy import visible


@page("see schools")
def schools(request: UserRequest) -> HttpResponse:
    shown = visible(School.objects.filter(is_listed=True, kind="school"), request.user, "see schools")
    return render(request, "data/schools.html", {"schools": shown})


@page("see schools")
def school(request: UserRequest, key: int) -> HttpResponse:
    shown = get_object_or_404(visible(School.objects.all(), request.user, "see schools"), pk=key)
    return render(request, "data/school.html", {"school": shown})
