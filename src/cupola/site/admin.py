"""What an administrator does at the computer itself when the web cannot: links for those locked out, and a list."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction

from cupola.engine.errors import CupolaError
from cupola.workspace import audit, people
from cupola.workspace.models import User
from cupola.workspace.people import Wanted

WHO = "command line"


class AdminError(CupolaError):
    """An account cannot be what was asked for."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account, as the list shows it."""

    email: str
    name: str
    roles: tuple[str, ...]
    is_active: bool
    last_login: str


def accounts() -> list[Account]:
    """Every account with its roles."""
    return [
        Account(
            user.email,
            user.name,
            tuple(str(grant) for grant in user.grants.all()),
            user.is_active,
            user.last_login.isoformat(timespec="minutes") if user.last_login else "",
        )
        for user in User.objects.prefetch_related("grants")
    ]


@transaction.atomic
def make_link(email: str, *, name: str, administrator: bool, without_second_factor: bool) -> str:
    """The path of a link by which somebody chooses a new password; older links stop working.

    Raises `AdminError` for an unknown address, unless it is to become an administrator.
    """
    known = User.objects.filter(email=email.strip().lower()).first()
    if known is None and not administrator:
        step = "See `cupola admin users`, or make it an administrator's with --administrator."
        raise AdminError(email, "has no account.", step)
    wanted = [Wanted("administrator")] if administrator else []
    user, token = people.invite(email=email, name=name or (known.name if known else ""), wanted=wanted, by=None)
    if without_second_factor:
        gone, _ = Authenticator.objects.filter(user=user).delete()
        audit.note("second factor removed", who=WHO, thing=f"user:{user.pk}", count=gone)
    audit.note("link made", who=WHO, thing=f"user:{user.pk}", administrator=administrator)
    return f"/invitation/{token}/"
