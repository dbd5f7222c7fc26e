"""What the page of one person shows: every source side by side, and which of them is believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.engine.linking.sides import FIELDS, PLAIN, Side, plain_sides, same_as
from cupola.engine.linking.trust import most_trusted, trusted_kinds
from cupola.modules.same.models import Differing, Pair, Says, Taking
from cupola.modules.same.queries.figures import VERB
from cupola.modules.same.words import FIELDS as TITLES
from cupola.workspace import personal
from cupola.workspace.models import Finding, User
from cupola.workspace.policy import can, visible


class CannotChange(CupolaError):
    """A record is not this reader's to take out or to ask for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source says in one field, whether that differs from what is believed, and whether it is believed."""

    text: str
    differs: bool
    is_trusted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One field over all sources; `is_hidden` until names are asked for."""

    title: Any
    cells: tuple[Cell, ...]
    trusted: str
    differs: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person by number of a pair, finding or disagreement.

    `is_whole` says that the reader sees every record that is linked: only then may one be taken out.
    """

    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    sees_names: bool
    may_see_names: bool
    pairs: Sequence[Pair]
    differing: Sequence[Differing]
    titles: Mapping[str, str]
    is_whole: bool


def findings(user: User) -> QuerySet[Finding]:
    """The findings that the user may see."""
    return visible(Finding.objects.exclude(subject=""), user)


def differing(user: User) -> QuerySet[Differing]:
    """The disagreements that the user may see."""
    return visible(Differing.objects.all(), user, VERB)


def person_page(user: User, key: str, reason: str | None) -> PersonPage:
    """The person whom this key stands for; raises what the one door raises."""
    data, taking = Path(settings.DATA_FOLDER), Taking.newest()
    snapshot = taking.snapshot if taking else ""
    keys = same_as(data, snapshot, key) if snapshot else (key,)
    if reason is None:
        sides = plain_sides(data, snapshot, personal.scope_for(user, VERB), keys=keys)
    else:
        sides = personal.sides(user, keys, reason, snapshot=snapshot)
    asked = Q(is_current=True) | ~Q(state=Says.OPEN)
    own = visible(Pair.objects.filter(asked, entity="person"), user, VERB)
    shown = [each.key for each in sides]
    return PersonPage(
        sides=sides,
        rows=_rows(data, sides, names_hidden=reason is None),
        sees_names=reason is not None,
        may_see_names=can(user, "see names") or can(user, "see any names"),
        pairs=tuple((own.filter(left__in=shown) | own.filter(right__in=shown))[:20]),
        differing=tuple((differing(user).filter(left__in=shown) | differing(user).filter(right__in=shown))[:50]),
        titles=taking.titles if taking else {},
        is_whole=len(sides) > 0 and set(shown) == set(keys),
    )


def rest_of(about: PersonPage, record: str) -> tuple[str, ...]:
    """The other records of a person, when this one may be taken out; raises `CannotChange` otherwise."""
    keys = [each.key for each in about.sides]
    if record not in keys or len(keys) < 2 or not about.is_whole:
        raise CannotChange(
            _("This record"), _("cannot be taken out here."), _("Somebody who sees all its schools can do it.")
        )
    return tuple(key for key in keys if key != record)


def record_of(user: User, about: PersonPage, key: str) -> str:
    """A record of the newest links that the user may see and that is not this person yet."""
    taking = Taking.newest()
    data, snapshot = Path(settings.DATA_FOLDER), taking.snapshot if taking else ""
    if key in {each.key for each in about.sides}:
        raise CannotChange(_("This record"), _("is this person already."), _("Look at the number again."))
    if not plain_sides(data, snapshot, personal.scope_for(user, VERB), keys=(key,)):
        raise CannotChange(
            _("This number"), _("is nobody's in that system, or of another school."), _("Look at the number again.")
        )
    return key


def _rows(data: Path, sides: tuple[Side, ...], *, names_hidden: bool) -> tuple[Row, ...]:
    order = trusted_kinds(data)
    found = []
    for name in FIELDS:
        if names_hidden and name not in PLAIN:
            found.append(Row(TITLES[name], (), "", differs=False, is_hidden=True))
            continue
        said = {each.key: _plain(name, each.says.get(name, "")) for each in sides}
        if not any(said.values()):
            continue
        kinds = {each.system: each.kind for each in sides if said[each.key]}
        trusted = most_trusted(order.get(name, ()), kinds)
        believed = next((said[each.key] for each in sides if each.system == trusted and said[each.key]), "")
        compared = name in order
        values = {value for value in said.values() if value}
        cells = tuple(
            Cell(
                text=_shown(name, each.says.get(name, "")),
                differs=compared and bool(said[each.key]) and len(values) > 1 and said[each.key] != believed,
                is_trusted=each.system == trusted and bool(said[each.key]),
            )
            for each in sides
        )
        title = next((each.title for each in sides if each.system == trusted and len(kinds) > 1), "")
        found.append(Row(TITLES[name], cells, title, differs=any(cell.differs for cell in cells), is_hidden=False))
    return tuple(found)


def _plain(name: str, text: str) -> str:
    """The text as it is held against others: M and male are one."""
    plain = " ".join(text.lower().split())
    return plain[:1] if name == "sex" else plain


def _shown(name: str, text: str) -> str:
    """Of a home only whether it is given: the row says whether two of them differ."""
    return "✓" if name == "address" and text else text
