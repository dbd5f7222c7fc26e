"""When a session was last used, written down so rarely that reading a page takes no lock on the database."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse

from cupola.site.database import WAIT_SECONDS

EVERY_SECONDS = 300.0
# A page is not kept waiting for a note: while a job writes for long, the next page notes it.
PATIENCE_SECONDS = 0.2
MOST_SESSIONS = 10_000


class ActivityMiddleware:
    """Writes a session's activity at most every five minutes; each web process remembers when it last did."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.read: Callable[[HttpRequest], HttpResponse] = get_response
        self.note: Callable[[HttpRequest], object] = UserSessionsMiddleware(lambda _request: None)
        self.written: OrderedDict[str, float] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the page be answered, and before it the activity be written when that was long ago."""
        key, now = request.session.session_key or "", time.monotonic()
        is_due = now - self.written.get(key, -EVERY_SECONDS) >= EVERY_SECONDS
        if is_due and key and request.user.is_authenticated and self._noted(request):
            self.written[key] = now
            while len(self.written) > MOST_SESSIONS:
                self.written.popitem(last=False)
        return self.read(request)

    def _noted(self, request: HttpRequest) -> bool:
        """Write the activity down; False where the database is held by somebody who writes."""
        try:
            with _impatient():
                self.note(request)
        except OperationalError:
            return False
        return True


@contextmanager
def _impatient() -> Iterator[None]:
    """Within this, SQLite gives up a lock that is not free at once; PostgreSQL locks no more than the row."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    connection.connection.execute(f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000:.0f}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
