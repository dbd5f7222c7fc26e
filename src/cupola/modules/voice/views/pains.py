"""Workflow pains with what they cost in a year."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cupola.engine.money.rates import read_rates
from cupola.modules.voice.forms import PainForm
from cupola.modules.voice.models import Pain
from cupola.modules.voice.queries.pains import line_of, pain_page
from cupola.shell.doors import UserRequest, page
from cupola.shell.editing import Sheet, edit
from cupola.workspace.policy import everywhere, visible


@page("see voice")
def pains(request: UserRequest) -> HttpResponse:
    """All of them, the dearest first."""
    words = request.GET.get("q", "")[:100]
    may_keep = everywhere(request.user, "keep voice")
    return render(
        request, "voice/pains.html", {"page": pain_page(request.user, words), "q": words, "may_keep": may_keep}
    )


@page("see voice")
def pain(request: UserRequest, key: int) -> HttpResponse:
    """One pain with its sum."""
    found = get_object_or_404(visible(Pain.objects.select_related("school"), request.user, "see voice"), pk=key)
    line = line_of(found, read_rates(settings.DATA_FOLDER))
    return render(request, "voice/pain.html", {"line": line, "may_keep": everywhere(request.user, "keep voice")})


@page("keep voice")
@require_http_methods(["GET", "POST"])
def write_pain(request: UserRequest, key: int | None = None) -> HttpResponse:
    """A pain, new or changed."""
    found = get_object_or_404(Pain, pk=key) if key is not None else None
    sheet = Sheet(
        title=_("Work that costs time"),
        lead=_("What is done by hand, twice, or in waiting. Four numbers make it hours a year."),
        act="pain changed" if found else "pain entered",
        back=reverse("voice:pain", args=[found.pk]) if found else reverse("voice:pains"),
        back_title=_("Work that costs time"),
        then=lambda row: reverse("voice:pain", args=[row.pk]),
    )
    initial = None if found else {"heard_on": timezone.localdate()}
    return edit(request, PainForm(request.POST or None, instance=found, initial=initial), sheet)
