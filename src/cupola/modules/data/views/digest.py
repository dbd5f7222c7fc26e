"""The link at the end of the weekly mail: it works without signing in, and only a button press ends the mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cupola.modules.data import digest
from cupola.workspace import people


@csrf_exempt  # a mail program presses the button (RFC 8058) and has no cookie; the signed link is the proof
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A GET asks, so that a scanner that opens links ends nothing; a POST ends the mail."""
    user = digest.reader_of(token)
    if user is None:
        return render(request, "data/digest_stop.html", {"is_good": False}, status=404)
    if request.method == "POST":
        people.stop_digest(user)
    return render(request, "data/digest_stop.html", {"is_good": True, "is_done": request.method == "POST"})
