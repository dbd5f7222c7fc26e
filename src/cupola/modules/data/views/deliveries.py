"""The pages of deliveries."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cupola.engine.errors import CupolaError
from cupola.modules.data.queries import deliveries as queries
from cupola.shell.doors import UserRequest, page, wants_part
from cupola.shell.uploads import refusal_of
from cupola.workspace import deliveries as service
from cupola.workspace import keeping, personal, receiving
from cupola.workspace.models import Delivery
from cupola.workspace.policy import everywhere, visible


@page("see deliveries")
@require_http_methods(["GET", "POST"])
def deliveries(request: UserRequest) -> HttpResponse:
    if request.method == "POST":
        return _bring(request)
    shown = queries.deliveries_page(request.user, request.GET.get("page", ""))
    return render(request, "data/deliveries.html", {"list": shown})


def _bring(request: UserRequest) -> HttpResponse:
    _need(request, "bring deliveries")
    files = request.FILES.getlist("files")
    paths = request.POST.getlist("paths")
    try:
        if refused := refusal_of(request):
            raise refused
        named = zip(paths if len(paths) == len(files) else [str(file.name) for file in files], files, strict=True)
        made = receiving.take_in(named, by=request.user, system=request.POST.get("system", "").strip())
    except CupolaError as error:
        messages.error(request, str(error))
        return _go(request, reverse("data:deliveries"), status=422)
    return _go(request, reverse("data:delivery", args=[made.pk]), status=201)


def _go(request: HttpRequest, address: str, *, status: int) -> HttpResponse:
    """A browser is sent on; the drop zone's script is told where to go."""
    if request.headers.get("X-Drop") == "1":
        return HttpResponse(address, status=status, content_type="text/plain")
    return redirect(address)


@page("see deliveries")
def delivery(request: UserRequest, key: int) -> HttpResponse:
    one = _one(request, key)
    if wants_part(request) and one.is_working:
        return render(request, "data/delivery_progress.html", {"delivery": one})
    if wants_part(request):
        answer = HttpResponse(status=204)
        answer.headers["HX-Refresh"] = "true"
        return answer
    return render(request, "data/delivery.html", {"delivery": one, "shown": queries.delivery_page(one, request.user)})


@page("see deliveries")
@require_POST
def decide(request: UserRequest, key: int) -> HttpResponse:
    """Apply, put aside, undo or read again; which of them the button says."""
    one = _one(request, key)
    act = request.POST.get("act", "")
    _need(request, "bring deliveries" if act == "read" else "apply deliveries")
    try:
        if act == "apply":
            service.put_in_force(one, by=request.user, reason=request.POST.get("reason", ""))
        elif act == "aside":
            service.put_aside(one, by=request.user)
        elif act == "undo":
            service.undo(one, by=request.user)
        elif act == "read":
            service.read_again(one, by=request.user)
        else:
            raise Http404
    except CupolaError as error:
        messages.error(request, str(error))
    return redirect("data:delivery", key=key)


@page("see deliveries")
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: UserRequest, key: int, number: int) -> HttpResponseBase:
    """One kept file: what it is, and with a reason the file itself. It names people, so both permissions are needed."""
    one = _one(request, key)
    _need(request, "see any names")
    found = keeping.kept_file(one, number)
    if found is None:
        raise Http404
    shown = {"delivery": one, "file": found, "wrong": ""}
    if request.method == "POST":
        try:
            path = keeping.hand_out(one, found, by=request.user, reason=request.POST.get("reason", ""))
        except personal.ReasonNeeded as error:
            shown["wrong"] = str(error)
        else:
            return _download(path, found.name)
    return render(request, "data/kept.html", shown)


def _download(path: Path | None, name: str) -> FileResponse:
    if path is None:
        raise Http404
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=name.rsplit("/", 1)[-1],
        content_type="application/octet-stream",
    )


def _one(request: UserRequest, key: int) -> Delivery:
    return get_object_or_404(visible(Delivery.objects.all(), request.user, "see deliveries"), pk=key)


def _need(request: UserRequest, verb: str) -> None:
    """Deliveries are the whole district's: the permission must reach all of it."""
    if not everywhere(request.user, verb):
        raise PermissionDenied(verb)
