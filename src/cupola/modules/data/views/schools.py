"""The pages of schools."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cupola.modules.data.queries.schools import school_list, school_page
from cupola.shell.doors import UserRequest, page
from cupola.workspace.models import School
from cupola.workspace.policy import visible


@page("see schools")
def schools(request: UserRequest) -> HttpResponse:
    return render(request, "data/schools.html", {"schools": school_list(request.user)})


@page("see schools")
def school(request: UserRequest, key: int) -> HttpResponse:
    shown = get_object_or_404(visible(School.objects.all(), request.user, "see schools"), pk=key)
    return render(request, "data/school.html", {"page": school_page(shown, request.user)})
