"""Names for a sitting of review: asked for once, with a reason where one is needed, and closed by themselves."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from cupola.shell.doors import UserRequest
from cupola.workspace import audit
from cupola.workspace.personal import SHORTEST_REASON

OPEN_FOR = timedelta(hours=2)
REASON, UNTIL = "same_reason", "same_until"


def open_names(request: UserRequest, reason: str) -> None:
    """Open them and write that down; each pair that is then shown writes its own line through the one door."""
    request.session[REASON] = reason.strip()[:500]
    request.session[UNTIL] = (timezone.now() + OPEN_FOR).timestamp()
    audit.note("names opened for review", user=request.user, thing="review of links", reason=reason.strip()[:500])


def close_names(request: UserRequest) -> None:
    """Close them again."""
    for name in (REASON, UNTIL):
        request.session.pop(name, None)


def reason_of(request: UserRequest) -> str | None:
    """The reason of this sitting, which may be empty; None while names are closed."""
    until = request.session.get(UNTIL)
    if not isinstance(until, float) or until < timezone.now().timestamp():
        return None
    return str(request.session.get(REASON, ""))


def says_enough(reason: str) -> bool:
    """Whether a reason is one."""
    return len(reason.strip()) >= SHORTEST_REASON
