"""Services for accounts: the first administrator, invitations, roles; each act leaves an audit line."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from cupola.engine.errors import CupolaError
from cupola.workspace import audit, teaching
from cupola.workspace.models import Finding, Grant, Invitation, School, User
from cupola.workspace.models.people import Reach
from cupola.workspace.policy import ROLES

INVITED_FOR = timedelta(days=14)


class PeopleError(CupolaError):
    """An account or role cannot be what was asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A role and how far it is to reach."""

    role: str
    reach: str = ""
    schools: tuple[School, ...] = ()


def needs_first_administrator() -> bool:
    """Whether nobody can administer this installation yet."""
    return not Grant.objects.filter(role="administrator", user__is_active=True).exists()


@transaction.atomic
def make_first_administrator(*, email: str, name: str, password: str) -> User:
    """Create the first account. Raises `PeopleError` when there is an administrator already."""
    if not needs_first_administrator():
        raise PeopleError("first run", "there is an administrator already.", "Ask that person for an invitation.")
    user = User.objects.create_user(email, name, password)
    Grant.objects.create(user=user, role="administrator", reach=Reach.DISTRICT)
    audit.note("first administrator made", user=user, thing=f"user:{user.pk}")
    return user


@transaction.atomic
def invite(*, email: str, name: str, wanted: Iterable[Wanted], by: User | None) -> tuple[User, str]:
    """Create (or find) the account, give it these roles, and make a link's token; any older link stops working."""
    user = User.objects.filter(email=email.strip().lower()).first() or User.objects.create_user(email, name)
    _only_an_administrator(user, by)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    for each in wanted:
        give_role(user, each, by=by)
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    user.invitations.filter(used_at=None).update(expires_at=now)
    Invitation.objects.create(user=user, token_hash=hash_of(token), made_by=by, expires_at=now + INVITED_FOR)
    audit.note("invited", user=by, thing=f"user:{user.pk}")
    return user, token


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def invited(token: str) -> Invitation | None:
    """The invitation that a link opens, if it is still good."""
    return (
        Invitation.objects.select_related("user")
        .filter(token_hash=hash_of(token), used_at=None, expires_at__gt=timezone.now(), user__is_active=True)
        .first()
    )


@transaction.atomic
def take_up(invitation: Invitation, password: str) -> User:
    """Set the password that an invited person chose; the link is used up."""
    user = invitation.user
    user.set_password(password)
    user.save()
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    audit.note("invitation taken up", user=user, thing=f"user:{user.pk}")
    return user


@transaction.atomic
def give_role(user: User, wanted: Wanted, *, by: User | None) -> Grant:
    """Give a role with its reach, or change the reach of one that is held. Raises `PeopleError` for what cannot be."""
    role = ROLES.get(wanted.role)
    if role is None:
        raise PeopleError(f"role {wanted.role}", "is not known.", f"Known are {', '.join(ROLES)}.")
    if wanted.role == "administrator":
        _only_an_administrator(user, by, gives=True)
    reach = wanted.reach or str(role.usual_reach)
    if reach == Reach.SCHOOLS and not wanted.schools:
        raise PeopleError(f"role {wanted.role}", "names no school.", "Choose the schools that it reaches.")
    grant, _made = Grant.objects.update_or_create(
        user=user, role=wanted.role, defaults={"reach": reach, "granted_by": by}
    )
    grant.schools.set(wanted.schools if reach == Reach.SCHOOLS else ())
    if reach == Reach.SECTIONS:
        teaching.look_up(user)
    schools = sorted(school.key for school in wanted.schools)
    audit.note("role given", user=by, thing=f"user:{user.pk}", role=wanted.role, reach=reach, schools=schools)
    return grant


@transaction.atomic
def take_role(grant: Grant, *, by: User | None) -> None:
    """Take a role back. The last administrator cannot be taken away."""
    if grant.role == "administrator":
        _only_an_administrator(grant.user, by)
        _leave_an_administrator(grant.user)
    audit.note("role taken", user=by, thing=f"user:{grant.user_id}", role=grant.role)
    grant.delete()


@transaction.atomic
def close_account(user: User, *, by: User | None) -> int:
    """Close a leaver's account; what the person had to fix passes to the role. Returns how many findings passed."""
    _only_an_administrator(user, by)
    _leave_an_administrator(user)
    user.is_active = False
    user.set_unusable_password()
    user.save()
    Authenticator.objects.filter(user=user).delete()
    user.invitations.filter(used_at=None).update(expires_at=timezone.now())
    passed = Finding.objects.filter(owner=user).update(owner=None)
    audit.note("account closed", user=by, thing=f"user:{user.pk}", findings_passed=passed)
    return passed


def is_administrator(user: User) -> bool:
    """Whether somebody runs this installation."""
    return user.is_active and user.grants.filter(role="administrator").exists()


def has_second_step(user: User) -> bool:
    """Whether a code or a passkey guards the account beside the password."""
    return bool(Authenticator.objects.filter(user=user).exists())


def _only_an_administrator(user: User, by: User | None, *, gives: bool = False) -> None:
    """Who manages people may not raise somebody, or take over somebody, who can do more; None is the program."""
    if by is not None and (gives or is_administrator(user)) and not is_administrator(by):
        raise PeopleError("administrator", "is given, changed or closed by an administrator only.", "Ask one of them.")


def _leave_an_administrator(user: User) -> None:
    others = Grant.objects.filter(role="administrator", user__is_active=True).exclude(user=user)
    if user.grants.filter(role="administrator").exists() and not others.exists():
        raise PeopleError("administrator", "would be the last one gone.", "Make another administrator first.")


def set_preferences(user: User, *, shortcuts: bool, digest: bool) -> None:
    """Keep how Cupola behaves for one person."""
    user.keyboard_shortcuts, user.wants_digest = shortcuts, digest
    user.save(update_fields=["keyboard_shortcuts", "wants_digest"])


@transaction.atomic
def stop_digest(user: User) -> None:
    """End the weekly mail of one person."""
    if user.wants_digest:
        user.wants_digest = False
        user.save(update_fields=["wants_digest"])
        audit.note("weekly mail ended", user=user, thing=f"user:{user.pk}")
