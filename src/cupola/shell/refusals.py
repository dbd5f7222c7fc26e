"""Pages that say no: not found, not allowed, form too old, a fault of ours. Each says what to do next."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger("cupola.shell")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for what exists and is not yours."""
    return render(request, "shell/not_found.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the role does not reach here."""
    return render(request, "shell/not_allowed.html", status=403)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is not one of ours, or too old."""
    return render(request, "shell/form_too_old.html", status=403)


def fault(request: HttpRequest) -> HttpResponse:
    """500: the program itself is at fault."""
    return render(request, "shell/fault.html", status=500)
