"""Notes: written on a phone in seconds, kept on the device without a connection, read by their writer alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cupola.engine.errors import CupolaError
from cupola.modules.voice import notes as service
from cupola.modules.voice import photos
from cupola.modules.voice.forms import NoteForm
from cupola.modules.voice.models import Note, NoteKind
from cupola.shell.doors import UserRequest, page
from cupola.workspace.folding import folded
from cupola.workspace.models import User
from cupola.workspace.policy import can

ON_A_PAGE = 50
SAME_WALK = timedelta(hours=6)
FROM_THE_DEVICE = "X-Note"


@page("take notes")
@require_http_methods(["GET", "POST"])
def note(request: UserRequest) -> HttpResponse:
    """The form; a note that the device kept meanwhile is sent to the same address."""
    form = NoteForm(request.POST or None, request.FILES or None, initial=_usual(request.user), writer=request.user)
    from_device = FROM_THE_DEVICE in request.headers
    if request.method == "POST" and form.is_valid():
        try:
            _take(request, form)
        except CupolaError as error:
            form.add_error("photo", str(error))
        else:
            if from_device:
                return JsonResponse({"kept": True}, status=201)
            messages.success(request, _("Kept. Only you can read it."))
            return redirect("voice:note")
    if from_device:
        return JsonResponse({"kept": False, "errors": form.errors}, status=422)
    latest = Note.objects.filter(writer=request.user).first()
    context = {"form": form, "latest": latest, "key": form["key"].value() or uuid4()}
    return render(request, "voice/note.html", context, status=422 if form.errors else 200)


def _take(request: UserRequest, form: NoteForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("kind", "speaker", "school", "place", "heard", "heard_at")}
    service.take(request.user, form.cleaned_data["key"], said, photo=form.cleaned_data["photo"])


def _usual(user: User) -> dict[str, Any]:
    """On one walk through a school its name need not be chosen again."""
    last = Note.objects.filter(writer=user).first()
    usual: dict[str, Any] = {"key": uuid4(), "kind": NoteKind.PAIN}
    if last is not None and timezone.now() - last.heard_at < SAME_WALK:
        usual["school"] = last.school_id
    return usual


@page("take notes")
@require_GET
def offline(request: UserRequest) -> HttpResponse:
    """The same form without a name or a token: the device keeps this page for when there is no connection."""
    form = NoteForm(initial={"kind": NoteKind.PAIN}, writer=request.user)
    return render(request, "voice/note_offline.html", {"form": form})


@require_GET
def worker(request: Any) -> HttpResponse:
    """The script by which the device keeps the form; it holds nothing of anybody."""
    return render(request, "voice/note_worker.js", content_type="text/javascript; charset=utf-8")


@page("take notes")
@require_GET
def token(request: UserRequest) -> HttpResponse:
    """What a kept note needs to be sent: proof that the sender is signed in here."""
    return JsonResponse({"token": get_token(request)})


@page("take notes")
def notes(request: UserRequest) -> HttpResponse:
    """One's own notes."""
    words, kind = request.GET.get("q", "")[:100], request.GET.get("kind", "")
    found = Note.objects.filter(writer=request.user).select_related("school")
    if kind in NoteKind.values:
        found = found.filter(kind=kind)
    chosen = [each for each in found if folded(words) in folded(each.heard)] if words else found
    shown = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page", "1"))
    context = {"page": shown, "q": words, "kind": kind, "kinds": NoteKind.choices, "in_all": found.count()}
    return render(request, "voice/notes.html", context)


@page("take notes")
@require_http_methods(["GET", "POST"])
def one_note(request: UserRequest, key: int) -> HttpResponse:
    """One note of one's own, to be read, made a promise of, or removed."""
    own = _own(request.user, key)
    if request.method == "POST" and request.POST.get("act") == "remove":
        service.remove(own)
        messages.success(request, _("The note is gone."))
        return redirect("voice:notes")
    themes = [voice.theme for voice in own.voices.select_related("theme")]
    may = can(request.user, "keep voice")
    return render(request, "voice/one_note.html", {"note": own, "themes": themes, "may_keep": may})


@page("take notes")
@require_GET
def photo(request: UserRequest, key: int) -> HttpResponseBase:
    """The photo of a note of one's own."""
    path = photos.path_of(_own(request.user, key).photo or "none")
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/jpeg")


def _own(user: User, key: int) -> Note:
    return get_object_or_404(Note.objects.select_related("school"), pk=key, writer=user)
