"""The shell's own pages: today, search, my own account, the gallery of parts, help."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cupola.shell import helping
from cupola.shell.doors import UserRequest, page
from cupola.shell.pages import gallery_page, search_page, today_page
from cupola.workspace import people


@page("")
def today(request: UserRequest) -> HttpResponse:
    return render(request, "shell/today.html", {"page": today_page(request.user, is_sample=request.district.is_sample)})


@page("")
def search(request: UserRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:200]
    return render(request, "shell/search.html", {"page": search_page(request.user, words), "q": words})


@page("")
@require_http_methods(["GET", "POST"])
def me(request: UserRequest) -> HttpResponse:
    if request.method == "POST":
        people.set_preferences(
            request.user, shortcuts="keyboard_shortcuts" in request.POST, digest="wants_digest" in request.POST
        )
        messages.success(request, _("Saved."))
        return redirect("shell:me")
    return render(request, "shell/me.html")


@page("")
def gallery(request: UserRequest) -> HttpResponse:
    return render(request, "shell/gallery.html", {"page": gallery_page()})


@page("")
def help_index(request: UserRequest) -> HttpResponse:
    return render(request, "shell/help_index.html", {"topics": helping.topics()})


@page("")
def help_page(request: UserRequest, topic: str) -> HttpResponse:
    found = helping.topic(topic)
    if found is None:
        raise Http404
    return render(request, "shell/help.html", {"topic": found, "topics": helping.topics()})
