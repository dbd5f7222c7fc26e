"""Themes: made by people, helped by what texts share."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cupola.modules.voice import themes as service
from cupola.modules.voice.forms import ThemeForm, VoiceForm
from cupola.modules.voice.models import Comment, Note, Pain, Theme, Voice
from cupola.modules.voice.queries import themes as queries
from cupola.shell.announcements import linkables
from cupola.shell.doors import UserRequest, page
from cupola.shell.editing import Sheet, edit
from cupola.workspace.entering import keep


@page("keep voice")
def themes(request: UserRequest) -> HttpResponse:
    """All themes, and groups of one's own notes that may be one."""
    return render(request, "voice/themes.html", {"page": queries.themes(request.user)})


@page("keep voice")
@require_http_methods(["GET", "POST"])
def theme(request: UserRequest, key: int) -> HttpResponse:
    """One theme; its buttons add voices, take one out, or make it a need."""
    found = get_object_or_404(Theme.objects.select_related("need"), pk=key)
    if request.method == "POST":
        _act(request, found)
        return redirect("voice:theme", key=key)
    need = linkables().get("need")
    url = need.url(str(found.need_id)) if need and found.need_id else ""
    return render(request, "voice/theme.html", {"page": queries.theme_page(found, request.user), "need_url": url})


def _act(request: UserRequest, found: Theme) -> None:
    act, chosen = request.POST.get("act", ""), request.POST.getlist("pick")
    numbers = [int(each) for each in chosen if each.isdecimal()]
    if act == "notes":
        _told(request, service.add_notes(found, Note.objects.filter(pk__in=numbers), by=request.user))
    elif act == "pains":
        _told(request, service.add_pains(found, Pain.objects.filter(pk__in=numbers), by=request.user))
    elif act == "comments":
        keys = [UUID(each) for each in chosen if len(each) == 36]
        _told(request, service.add_comments(found, Comment.objects.filter(pk__in=keys), by=request.user))
    elif act == "out":
        service.take_out(get_object_or_404(found.voices, pk=request.POST.get("voice") or 0), by=request.user)
        messages.success(request, _("The voice is out of the theme."))
    elif act == "need":
        service.make_need(found, by=request.user)
        messages.success(request, _("It is a need of the plan now, with the words behind it."))


def _told(request: UserRequest, count: int) -> None:
    if count:
        messages.success(request, ngettext("%(n)s voice added.", "%(n)s voices added.", count) % {"n": count})
    else:
        messages.error(request, _("Choose at least one."))


@page("keep voice")
@require_http_methods(["GET", "POST"])
def write_theme(request: UserRequest, key: int | None = None) -> HttpResponse:
    """A theme, new (with the notes that were proposed for it) or changed."""
    found = get_object_or_404(Theme, pk=key) if key is not None else None
    notes = [int(each) for each in request.GET.get("notes", "").split(",") if each.isdecimal()][:200]
    sheet = Sheet(
        title=_("Theme"),
        lead=_("What many say, in their words. Name it so that those who said it would nod."),
        act="theme entered",
        back=reverse("voice:theme", args=[found.pk]) if found else reverse("voice:themes"),
        back_title=_("Themes"),
        then=lambda row: reverse("voice:theme", args=[row.pk]),
    )

    def save(form: ThemeForm) -> Theme:
        row: Theme = form.save(commit=False)
        own = Note.objects.filter(pk__in=notes, writer=request.user).select_related("school")
        keep(
            row,
            by=request.user,
            act="theme entered",
            seen=form.cleaned_data.get("seen"),
            then=lambda: service.add_notes(row, own, by=request.user) if notes else None,
        )
        return row

    initial = {"title": request.GET.get("title", "")[:160]}
    return edit(request, ThemeForm(request.POST or None, instance=found, initial=initial), sheet, save=save)


@page("keep voice")
@require_http_methods(["GET", "POST"])
def voice(request: UserRequest, key: int) -> HttpResponse:
    """The words of one voice, as others may read them."""
    found = get_object_or_404(Voice.objects.select_related("theme"), pk=key)
    back = reverse("voice:theme", args=[found.theme_id])
    sheet = Sheet(
        title=_("Words of a voice"),
        lead=_("Others read them. Names are taken out when you save; look whether the sentence tells who it was."),
        act="voice worded",
        back=back,
        back_title=found.theme.title,
        then=lambda row: back,
    )

    def save(form: VoiceForm) -> Voice:
        service.say_otherwise(found, form.cleaned_data["words"], by=request.user)
        return found

    return edit(request, VoiceForm(request.POST or None, instance=found), sheet, save=save)
