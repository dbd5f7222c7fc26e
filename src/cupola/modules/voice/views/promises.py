"""The ledger of promises, the answer that people get, and the page for everybody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cupola.engine.errors import CupolaError
from cupola.modules.voice import promises as service
from cupola.modules.voice.forms_promises import LinkForm, PromiseForm, ReplyForm, StepForm
from cupola.modules.voice.models import Note, Promise, PromiseEvent, PromiseState
from cupola.modules.voice.queries import promises as queries
from cupola.shell.doors import UserRequest, page
from cupola.shell.editing import Sheet, edit
from cupola.workspace.entering import ChangedMeanwhile
from cupola.workspace.models import User
from cupola.workspace.policy import everywhere


@page("see voice")
def promises(request: UserRequest) -> HttpResponse:
    """The ledger."""
    words = request.GET.get("q", "")[:100]
    shown = queries.ledger(request.user, request.GET.get("view", "open"), words)
    may_keep = everywhere(request.user, "keep voice")
    return render(request, "voice/promises.html", {"page": shown, "q": words, "may_keep": may_keep})


@page("keep voice")
@require_http_methods(["GET", "POST"])
def write_promise(request: UserRequest, key: int | None = None) -> HttpResponse:
    """A promise, new (perhaps out of a note of one's own) or changed."""
    found = get_object_or_404(Promise, pk=key) if key is not None else None
    sheet = Sheet(
        title=_("What somebody asked for"),
        lead=_("Write it down even when you cannot promise it yet. The one who asked will hear back either way."),
        act="promise entered",
        back=reverse("voice:promise", args=[found.pk]) if found else reverse("voice:promises"),
        back_title=_("Promises"),
        then=lambda row: reverse("voice:promise", args=[row.pk]),
    )

    def save(form: PromiseForm) -> Promise:
        row: Promise = form.save(commit=False)
        service.enter(row, by=request.user, seen=form.cleaned_data.get("seen"))
        return row

    form = PromiseForm(request.POST or None, instance=found, initial=None if found else _from_note(request))
    return edit(request, form, sheet, save=save)


def _from_note(request: UserRequest) -> dict[str, Any]:
    initial: dict[str, Any] = {"heard_on": timezone.localdate(), "owner": request.user.pk}
    number = request.GET.get("note", "")
    note = Note.objects.filter(pk=int(number), writer=request.user).first() if number.isdecimal() else None
    if note is not None:
        day = timezone.localtime(note.heard_at).date()
        initial |= {"what": note.heard[:300], "speaker": note.speaker, "school": note.school_id, "heard_on": day}
    return initial


@page("see voice")
@require_http_methods(["GET", "POST"])
def promise(request: UserRequest, key: int) -> HttpResponse:
    """One promise; who keeps it says what became of it."""
    found = _seen(request.user, key)
    step, tie = StepForm(None, initial=_as_it_is(found)), LinkForm(None, reader=request.user)
    if request.method == "POST":
        if not queries.may_move(request.user, found):
            raise PermissionDenied("keep voice")
        act = request.POST.get("act", "")
        if act == "step":
            step = StepForm(request.POST)
        elif act == "link":
            tie = LinkForm(request.POST, reader=request.user)
        if _done(request, found, act=act, forms=(step, tie)):
            return redirect("voice:promise", key=key)
    context = {"page": queries.promise_page(found, request.user), "step": step, "tie": tie}
    return render(request, "voice/promise.html", context, status=422 if step.errors or tie.errors else 200)


def _as_it_is(found: Promise) -> dict[str, Any]:
    following = {PromiseState.HEARD: PromiseState.PROMISED, PromiseState.PROMISED: PromiseState.DONE}
    return {"state": following.get(PromiseState(found.state), found.state), "due_on": found.due_on}


def _done(request: UserRequest, found: Promise, *, act: str, forms: tuple[StepForm, LinkForm]) -> bool:
    """Do what a button says; whether the page is to be loaded anew."""
    step, tie = forms
    try:
        if act == "step" and step.is_valid():
            said = step.cleaned_data
            wish = service.Step(PromiseState(said["state"]), said["due_on"], said["text"])
            service.step(found, wish, by=request.user, seen=_version(request))
            messages.success(request, _("Written down. Now tell the one who asked."))
        elif act == "link" and tie.is_valid():
            kind, key, title = tie.chosen()
            service.link(found, kind, key, title=title, by=request.user)
        elif act == "unlink":
            service.unlink(get_object_or_404(found.links, pk=request.POST.get("tie") or 0), by=request.user)
        elif act == "confirm":
            service.confirm(found, by=request.user)
        elif act == "note" and request.POST.get("text", "").strip():
            service.remark(found, request.POST["text"].strip()[:2000], by=request.user)
        else:
            return act not in ("step", "link")
    except ChangedMeanwhile as error:
        messages.error(request, str(error))
    except CupolaError as error:
        step.add_error(None, str(error))
        return False
    return True


def _version(request: UserRequest) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() else None


@page("see voice")
@require_http_methods(["GET", "POST"])
def answer(request: UserRequest, key: int) -> HttpResponse:
    """The answer to the one who asked: by mail, or on a slip."""
    found = _seen(request.user, key)
    if not queries.may_move(request.user, found):
        raise PermissionDenied("keep voice")
    initial = {"text": service.first_words(found), "how": "mail" if found.asker_email else "slip"}
    form = ReplyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            event = service.answer(found, said["text"], how=said["how"], by=request.user)
        except CupolaError as error:
            form.add_error("how", str(error))
        else:
            if said["how"] == "slip":
                return redirect("voice:slip", key=key, number=event.pk)
            messages.success(request, _("It went out, and a copy is kept here."))
            return redirect("voice:promise", key=key)
    status = 422 if form.errors else 200
    return render(request, "voice/answer_asker.html", {"promise": found, "form": form}, status=status)


@page("see voice")
def slip(request: UserRequest, key: int, number: int) -> HttpResponse:
    """An answer on paper."""
    found = _seen(request.user, key)
    if not queries.may_move(request.user, found):
        raise PermissionDenied("keep voice")
    event = get_object_or_404(found.events, pk=number, kind__in=(PromiseEvent.Kind.SLIP, PromiseEvent.Kind.MAIL))
    return render(request, "voice/slip.html", {"promise": found, "event": event})


@page("keep voice")
@require_POST
def forget_asker(request: UserRequest, key: int) -> HttpResponse:
    """Remove the name and the address of the one who asked, when they are no longer needed."""
    found = _seen(request.user, key)
    found.asker = found.asker_email = ""
    service.enter(found, by=request.user)
    messages.success(request, _("The name and the address are gone."))
    return redirect("voice:promise", key=key)


def public(request: HttpRequest) -> HttpResponse:
    """What everybody may read of promises."""
    shown = queries.public_page()
    if not shown.promises:
        return render(request, "voice/nothing_public.html", status=404)
    return render(request, "voice/public_promises.html", {"page": shown})


def _seen(user: User, key: int) -> Promise:
    return get_object_or_404(queries.promises_of(user), pk=key)
