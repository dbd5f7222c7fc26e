"""How accounts come to be: by the first run's link or by invitation, never by signing up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import Http404, HttpRequest, HttpResponse

from cupola.workspace import audit
from cupola.workspace.models import User


class Doors(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up and writes who came in and who failed to into the audit trail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are given, not taken."""
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> Any:
        """Note that somebody came in."""
        audit.note("signed in", user=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a failed try, without what was typed."""
        audit.note("sign-in refused", who="unknown")
        super().authentication_failed(request, **credentials)

    def send_notification_mail(self, template_prefix: str, user: User, *more: Any, **named: Any) -> None:
        """Note each change to how somebody signs in (password, codes, passkeys), whether or not it is mailed."""
        audit.note("sign-in changed", user=user, what=template_prefix.rpartition("/")[2])
        super().send_notification_mail(template_prefix, user, *more, **named)


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody makes an account or changes its address alone: there is nothing here."""
    raise Http404
