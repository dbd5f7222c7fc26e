"""The pages of deliveries."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cupola.engine.errors import CupolaError
from cupola.shell.doors import UserRequest, page
from cupola.workspace import deliveries as service
from cupola.workspace.models import Delivery


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
