"""The pages of the record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cupola.engine.errors import CupolaError
from cupola.modules.data import queries
from cupola.shell.doors import UserRequest, page
from cupola.workspace import deliveries as service
from cupola.workspace.models import Delivery, School
from cupola.workspace.policy import visible


@page("see deliveries")
@require_http_methods(["GET", "POST"])
def deliveries(request: UserRequest) -> HttpResponse:
    if request.method == "POST":
        files = request.FILES.getlist("files")
        paths = request.POST.getlist("paths")
        try:
            named = zip(paths if len(paths) == len(files) else [str(file.name) for file in files], files, strict=True)
            made = service.take_in(named, by=request.user)
        except CupolaError as error:
            messages.error(request, str(error))
            return redirect("data:deliveries")
        return redirect("data:delivery", key=made.pk)
    return render(request, "data/deliveries.html", {"deliveries": Delivery.objects.all()[:50]})


@page("see deliveries")
def delivery(request: UserRequest, key: int) -> HttpResponse:
    return render(request, "data/delivery.html", {"delivery": get_object_or_404(Delivery, pk=key)})


@page("see findings")
def findings(request: UserRequest) -> HttpResponse:
    found = queries.open_findings(request.user)
    return render(request, "data/findings.html", {"findings": found[:50], "total": found.count()})


@page("see schools")
def schools(request: UserRequest) -> HttpResponse:
    shown = visible(School.objects.filter(is_listed=True, kind="school"), request.user, "see schools")
    return render(request, "data/schools.html", {"schools": shown})


@page("see schools")
def school(request: UserRequest, key: int) -> HttpResponse:
    shown = get_object_or_404(visible(School.objects.all(), request.user, "see schools"), pk=key)
    return render(request, "data/school.html", {"school": shown})
