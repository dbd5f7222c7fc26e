"""The way into the room of voices."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from cupola.modules.voice.queries.home import ways
from cupola.shell.doors import UserRequest, page


@page("take notes")
def home(request: UserRequest) -> HttpResponse:
    """What there is of each way of hearing people."""
    return render(request, "voice/home.html", {"ways": ways(request.user)})
