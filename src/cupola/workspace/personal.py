"""The one service by which personal columns leave the record: asked for with a reason, within reach, written down.

Within one's own work no reason is asked: people of the schools or sections that one's role names; for a role over the
whole district, people whom an open finding is about. Everybody else takes the right to see any names, and a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from cupola.engine.errors import CupolaError
from cupola.engine.linking.sides import Side, sides_of_people
from cupola.engine.record.access import PersonBehind, people_behind, rows_of, staff_of
from cupola.engine.record.access import Staff as Staff  # handed out with its rows
from cupola.engine.record.reader import EVERYTHING, Scope
from cupola.workspace import audit
from cupola.workspace.models import Finding, OwnSubject, User
from cupola.workspace.models.people import Reach
from cupola.workspace.policy import can, everywhere, scope_of, visible, with_verb

MOST_AT_ONCE = 200
SHORTEST_REASON = 8


class PersonalError(CupolaError):
    """Names were asked for that are not for this reader, or without a reason."""


class ReasonNeeded(PersonalError):
    """The people asked for lie outside the reader's own work, so a reason is needed."""


@dataclass(frozen=True, slots=True)
class Way:
    """How keys may be looked at: within which scope, and for which reason."""

    scope: Scope
    reason: str
    is_own_work: bool


def people(user: User, subjects: Collection[str], reason: str = "") -> tuple[PersonBehind, ...]:
    """The people whom keys of findings stand for. Raises `ReasonNeeded` or `PersonalError`; writes the audit line."""
    way = _way(user, subjects, reason)
    return people_behind(
        settings.DATA_FOLDER, way.scope, subjects, written_down=_line(user, way, subjects, what="people")
    )


def names(user: User, subjects: Collection[str], reason: str = "") -> dict[str, str]:
    """Key -> name, for those keys that stand for people; see `people`."""
    return {each.subject: each.name for each in people(user, subjects, reason)}


def rows(user: User, table: str, keys: Collection[str], *, reason: str = "") -> tuple[dict[str, Any], ...]:
    """The rows of one table of the record with these keys, with their personal columns; see `people`."""
    way = _way(user, keys, reason)
    return rows_of(settings.DATA_FOLDER, way.scope, (table, keys), written_down=_line(user, way, keys, what=table))


def sides(user: User, keys: Collection[str], reason: str = "", *, snapshot: str = "") -> tuple[Side, ...]:
    """What each source says of these people, with names and birth dates; see `people`."""
    way = _way(user, keys, reason)
    return sides_of_people(
        settings.DATA_FOLDER, snapshot, (way.scope, keys), written_down=_line(user, way, keys, what="sources")
    )


def staff(user: User, roles: Collection[str]) -> tuple[Staff, ...]:
    """The record's staff in these roles with names and addresses, for giving accounts; writes the audit line.

    Raises `PersonalError` when the user does not manage the people of the whole district.
    """
    if not everywhere(user, "manage people"):
        raise PersonalError("names of staff", "are not for your role.", "Ask whoever runs Cupola in your district.")
    reason = "to give accounts"
    return staff_of(
        settings.DATA_FOLDER,
        roles,
        written_down=lambda n: audit.note("names seen", user=user, reason=reason, table="staff", shown=n),
    )


def account_addresses(user: User, accounts: Collection[str], reason: str) -> dict[str, str]:
    """Key of an account -> its address, for a file by which another program changes accounts; writes the audit line.

    Raises `PersonalError` when the user may not see any names in the whole district, `ReasonNeeded` without a reason.
    """
    if not everywhere(user, "see any names"):
        raise PersonalError("names", "of the whole district are not for your role.", "Ask your data steward.")
    reason = given(reason, "stand in this file: taking it needs a reason.")
    found = rows_of(
        settings.DATA_FOLDER,
        EVERYTHING,
        ("accounts", accounts),
        written_down=lambda n: audit.note("account changes taken", user=user, reason=reason, table="accounts", shown=n),
    )
    return {str(row["account_id"]): _signs_in_as(row) for row in found if _signs_in_as(row)}


def _signs_in_as(row: Mapping[str, object]) -> str:
    """The address that an account signs in with; in Entra its mail may be another."""
    username = str(row["username"] or "")
    return username if "@" in username else str(row["email"] or "")


def needs_reason(user: User, subjects: Collection[str]) -> bool:
    """Whether these keys lie outside the reader's own work, so that a reason has to be given."""
    scope = scope_for(user, "see names")
    return scope == Scope() or (scope.everything and not _in_own_work(user, subjects))


def scope_for(user: User, verb: str) -> Scope:
    """How far a reader sees the record by a verb: the schools and own sections of every role that holds it."""
    kind, schools = scope_of(user, verb)
    if kind == "district":
        return EVERYTHING
    with_sections = any(grant.reach == Reach.SECTIONS for grant in with_verb(user, verb))
    own = OwnSubject.objects.filter(user=user).values_list("key", flat=True) if with_sections else ()
    return Scope(schools=frozenset(schools), own=frozenset(own))


def _way(user: User, subjects: Collection[str], reason: str) -> Way:
    if not (can(user, "see names") or can(user, "see any names")):
        raise PersonalError("names", "are not for your role.", "Ask whoever runs Cupola in your district.")
    if len(subjects) > MOST_AT_ONCE:
        raise PersonalError("names", f"of more than {MOST_AT_ONCE} people at once are not shown.", "Choose fewer rows.")
    reason = reason.strip()
    if not needs_reason(user, subjects):
        return Way(scope_for(user, "see names"), reason, is_own_work=True)
    if not can(user, "see any names"):
        raise PersonalError("names", "of these people are outside your own work.", "Ask your data steward.")
    given(reason, "of people outside your own work need a reason.")
    return Way(scope_for(user, "see any names"), reason, is_own_work=False)


def given(reason: str, fact: str) -> str:
    """The reason without spaces around it; raises `ReasonNeeded` with this fact about names when it says too little."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonNeeded("names", fact, "Say in a sentence why.")
    return reason.strip()


def _in_own_work(user: User, subjects: Collection[str]) -> bool:
    mine = visible(Finding.objects.filter(is_open=True, subject__in=list(subjects)), user)
    return set(subjects) <= set(mine.values_list("subject", flat=True))


def _line(user: User, way: Way, subjects: Collection[str], *, what: str) -> Callable[[int], object]:
    """Writes who saw whom and why before anything is shown; keys, never names."""

    def write(shown: int) -> object:
        thing = next(iter(subjects)) if len(subjects) == 1 else f"{len(subjects)} keys"
        return audit.note(
            "names seen",
            user=user,
            thing=f"person:{thing}"[:300],
            reason=way.reason,
            table=what,
            keys=sorted(subjects),
            shown=shown,
            own_work=way.is_own_work,
        )

    return write
