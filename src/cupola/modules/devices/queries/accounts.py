"""What the pages of accounts show: findings with their counts, the list, and the changes that a dry run proposes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from cupola.engine.inventory.changes import GAM, GRAPH, Change
from cupola.modules.devices.models import AccountRow, Inventory
from cupola.modules.devices.words import KINDS
from cupola.workspace.models import School, User
from cupola.workspace.policy import can, everywhere, visible

VERB = "see accounts"
ON_A_PAGE = 50
# What a dry run may hold: word -> which findings, and the act for those that propose none by themselves.
CHANGES: Mapping[str, Q] = {
    "leaver": Q(state="leaver"),
    "unit": Q(state="unit", is_entra=False),
    "nobody": Q(state="nobody", is_administrator=False),
}
USUAL = ("leaver", "unit")


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """Counts of each finding and the list of one."""

    inventory: Inventory | None
    state: str
    school: str
    counts: Mapping[str, int]
    page: Page[AccountRow]
    schools: tuple[School, ...]
    changes: int
    may_ask_who: bool
    query: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The dry run: every change that the file would hold, by the keys of accounts; `chosen` are the kinds in it."""

    inventory: Inventory | None
    chosen: tuple[str, ...]
    counts: Mapping[str, int]
    page: Page[AccountRow]
    disabled: int
    moved: int
    may_take: bool
    query: str


def rows(user: User) -> QuerySet[AccountRow]:
    """The findings that the user may see."""
    return visible(AccountRow.objects.all(), user, VERB)


def accounts_page(user: User, asked: tuple[str, str], number: str) -> AccountsPage:
    """One list (state, school), the first that has anything when none is asked for."""
    state, school = asked
    own = rows(user)
    schools = tuple(School.objects.filter(pk__in=own.order_by().values("school")))
    if school.isdecimal():
        own = own.filter(school=int(school[:9]))
    counts = dict(own.order_by().values_list("state").annotate(n=Count("pk")))
    filled = [kind for kind in KINDS if counts.get(kind)]
    state = state if state in KINDS else (filled or list(KINDS))[0]
    kept = {name: value for name, value in (("state", state), ("school", school)) if value}
    return AccountsPage(
        inventory=Inventory.newest(),
        state=state,
        school=school,
        counts={kind: counts.get(kind, 0) for kind in KINDS},
        page=Paginator(own.filter(state=state).select_related("school"), ON_A_PAGE).get_page(number),
        schools=schools,
        changes=proposed(user, USUAL).count(),
        may_ask_who=can(user, "see names") or can(user, "see any names"),
        query=urlencode(kept),
    )


def proposed(user: User, chosen: Collection[str]) -> QuerySet[AccountRow]:
    """The findings whose changes are chosen."""
    which = Q(pk__in=())
    for kind in chosen:
        which |= CHANGES.get(kind, Q(pk__in=()))
    return rows(user).filter(which).exclude(account="").select_related("school")


def changes_page(user: User, chosen: tuple[str, ...], number: str) -> ChangesPage:
    """The dry run of the chosen kinds."""
    found = proposed(user, chosen)
    counts = {kind: rows(user).filter(which).count() for kind, which in CHANGES.items()}
    moved = found.filter(state="unit").count()
    return ChangesPage(
        inventory=Inventory.newest(),
        chosen=chosen,
        counts=counts,
        page=Paginator(found, ON_A_PAGE).get_page(number),
        disabled=found.count() - moved,
        moved=moved,
        may_take=everywhere(user, "see any names") and everywhere(user, VERB),
        query=urlencode([("kind", kind) for kind in chosen]),
    )


def changes_of(user: User, chosen: Collection[str], form: str) -> list[Change]:
    """The chosen changes as the engine writes them, of the directory that the program of this form works on.

    Where no Entra users were delivered, the file for Graph holds Google's accounts: many districts use the same
    addresses in both.
    """
    found = proposed(user, chosen)
    if form == GAM or rows(user).filter(is_entra=True).exists():
        found = found.filter(is_entra=form == GRAPH)
    return [
        Change(each.account, "move" if each.state == "unit" else "disable", each.unit, each.to_unit) for each in found
    ]
