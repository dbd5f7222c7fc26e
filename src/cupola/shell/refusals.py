"""Pages that say no: not found, not allowed, form too old, a fault of ours. Each says what to do next."""

from __future__ import annotations

import errno
import logging
import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# How a full disk says so: the system by number, SQLite and PostgreSQL in words.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FULL_IN_WORDS = ("disk is full", "disk i/o error", "no space left")

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
    """500: the program itself is at fault; 507: the disk is full, and nothing was written."""
    if _disk_is_full(sys.exc_info()[1]):
        log.error("event=disk_full")
        return render(request, "shell/disk_full.html", status=507)
    return render(request, "shell/fault.html", status=500)


def _disk_is_full(error: BaseException | None) -> bool:
    if isinstance(error, OperationalError):
        return any(words in str(error).lower() for words in FULL_IN_WORDS)
    return isinstance(error, OSError) and error.errno in FULL
