"""What the pages of people show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from cupola.workspace.folding import folded
from cupola.workspace.models import Finding, Grant, School, User
from cupola.workspace.people import has_second_step, is_administrator
from cupola.workspace.policy import ROLES, VERBS

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """How the list is narrowed."""

    words: str
    role: str
    school: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One role that somebody holds."""

    key: int
    title: Any
    reach: str
    schools: tuple[str, ...]
    verbs: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the list, or the head of one person's page."""

    key: int
    name: str
    email: str
    is_active: bool
    last_login: datetime | None
    was_invited: bool
    roles: tuple[Held, ...]
    second_step: bool = False
    is_in_record: bool = False
    findings: int = 0
    is_out_of_reach: bool = False


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The list with its filters."""

    asked: Asked
    people: tuple[Person, ...]
    page: Page[User]
    roles: tuple[tuple[str, Any], ...]
    schools: tuple[School, ...]


def people_page(asked: Asked, number: str) -> PeoplePage:
    """The people who have an account, by name."""
    page = Paginator(_found(asked), ON_A_PAGE).get_page(number)
    return PeoplePage(asked, tuple(_row(user) for user in page), page, role_choices(), schools())


def role_choices() -> tuple[tuple[str, Any], ...]:
    """Every role with its title."""
    return tuple((name, role.title) for name, role in ROLES.items())


def schools() -> tuple[School, ...]:
    """The schools that a role can name."""
    return tuple(School.objects.filter(is_listed=True, kind="school"))


def person(user: User, *, seen_by: User) -> Person:
    """One person with what the roles allow."""
    row = _row(user)
    return Person(
        key=row.key,
        name=row.name,
        email=row.email,
        is_active=row.is_active,
        last_login=row.last_login,
        was_invited=row.was_invited,
        roles=tuple(_held(grant, with_verbs=True) for grant in user.grants.all()),
        second_step=has_second_step(user),
        is_in_record=bool(user.person_key),
        findings=Finding.objects.filter(owner=user, is_open=True).count(),
        is_out_of_reach=is_administrator(user) and not is_administrator(seen_by),
    )


def _found(asked: Asked) -> QuerySet[User]:
    found = User.objects.filter(is_active=not asked.closed).prefetch_related("grants__schools", "invitations")
    if asked.words:
        found = found.filter(folded__contains=folded(asked.words)) | found.filter(email__contains=folded(asked.words))
    if asked.role in ROLES:
        found = found.filter(grants__role=asked.role)
    if asked.school.isdecimal():
        found = found.filter(grants__schools=int(asked.school))
    return found.distinct().order_by("folded", "email")


def _row(user: User) -> Person:
    return Person(
        key=user.pk,
        name=user.name,
        email=user.email,
        is_active=user.is_active,
        last_login=user.last_login,
        was_invited=not user.has_usable_password() and bool(user.invitations.all()),
        roles=tuple(_held(grant) for grant in user.grants.all()),
    )


def _held(grant: Grant, *, with_verbs: bool = False) -> Held:
    role = ROLES.get(grant.role)
    verbs = tuple(words for verb, words in VERBS.items() if role and verb in role.verbs) if with_verbs else ()
    names = tuple(school.name for school in grant.schools.all())
    return Held(grant.pk, role.title if role else grant.role, grant.get_reach_display(), names, verbs)
