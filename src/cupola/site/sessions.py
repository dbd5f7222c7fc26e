"""When a session was last used, written down so rarely that reading a page takes no lock on the database."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.http import HttpRequest, HttpResponse

EVERY_SECONDS = 300.0
MOST_SESSIONS = 10_000


class ActivityMiddleware:
    """Writes a session's activity at most every five minutes; each web process remembers when it last did."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.read: Callable[[HttpRequest], HttpResponse] = get_response
        self.note_and_read: Callable[[HttpRequest], HttpResponse] = UserSessionsMiddleware(get_response)
        self.written: OrderedDict[str, float] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the page be answered, and before it the activity be written when that was long ago."""
        key, now = request.session.session_key or "", time.monotonic()
        if now - self.written.get(key, -EVERY_SECONDS) < EVERY_SECONDS:
            return self.read(request)
        answer = self.note_and_read(request)
        if request.user.is_authenticated:
            self.written[key] = now
            while len(self.written) > MOST_SESSIONS:
                self.written.popitem(last=False)
        return answer
