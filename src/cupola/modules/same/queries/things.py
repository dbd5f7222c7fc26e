"""What the pages of vendors and of schools show: one thing in several lists, as each of them writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from cupola.engine.linking.linking import last_made
from cupola.engine.linking.school_sides import School, schools_seen
from cupola.engine.linking.vendor_sides import Does, Spelling, Vendor, vendors_seen
from cupola.engine.linking.vendors import ENTITY
from cupola.modules.same.models import Pair, Says, Taking
from cupola.modules.same.queries.figures import rows
from cupola.modules.same.words import does_words
from cupola.workspace.models import User

SHOWN = 100
YEARLY, ONCE = ("systems", "lines"), ("sold",)


@dataclass(frozen=True, slots=True)
class Written:
    """One spelling in one list: what the vendor does there, and whether it can be taken out."""

    spelling: Spelling
    does: tuple[str, ...]
    is_head: bool
    may_go: bool


@dataclass(frozen=True, slots=True)
class VendorLine:
    """One vendor: how it is written where, what it costs a year, and what was bought from it (cents, None unknown)."""

    name: str
    ways: int
    lists: int
    written: tuple[Written, ...]
    yearly_cents: int | None
    once_cents: int | None


@dataclass(frozen=True, slots=True)
class VendorsPage:
    """Vendors that are written in several ways, questions about near names, and what was answered."""

    taking: Taking | None
    lines: tuple[VendorLine, ...]
    vendors: int
    names: int
    questions: Sequence[Pair]
    answered: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class SchoolsPage:
    """Schools with the numbers that systems have for them; those that several systems know come first."""

    taking: Taking | None
    schools: tuple[School, ...]
    several: int
    contradict: int
    questions: Sequence[Pair]


def vendors_page(user: User) -> VendorsPage:
    """The page of vendors, of the newest links."""
    taking = Taking.newest()
    vendors = _vendors(taking)
    several = [each for each in vendors if each.ways > 1]
    own = rows(user).filter(entity=ENTITY)
    return VendorsPage(
        taking=taking,
        lines=tuple(_line(each) for each in sorted(several, key=lambda one: (-one.ways, one.name.lower())))[:SHOWN],
        vendors=len(vendors),
        names=sum(each.ways for each in vendors),
        questions=tuple(own.filter(is_current=True, state=Says.OPEN)[:SHOWN]),
        answered=tuple(
            own.exclude(state=Says.OPEN).select_related("decided_by").order_by("-decided_at", "-pk")[:SHOWN]
        ),
    )


def others_of(key: str) -> tuple[str, ...]:
    """Of the vendor that a name is linked to, one key for each other spelling; none where the name stands alone."""
    for vendor in _vendors(Taking.newest()):
        own = next((each for each in vendor.spellings if each.key == key), None)
        if own is not None:
            return tuple(_others(own, vendor.spellings).values())
    return ()


def schools_page(user: User) -> SchoolsPage:
    """The page of schools, of the newest links."""
    taking = Taking.newest()
    data = Path(settings.DATA_FOLDER)
    links = last_made(data, taking.snapshot) if taking else None
    schools = schools_seen(data, links) if links else ()
    return SchoolsPage(
        taking=taking,
        schools=tuple(sorted(schools, key=lambda each: (not each.contradict, len(each.sides) < 2))),
        several=sum(len(each.sides) > 1 for each in schools),
        contradict=sum(bool(each.contradict) for each in schools),
        questions=tuple(rows(user).filter(entity="org", is_current=True, state=Says.OPEN)[:SHOWN]),
    )


def told(does: Iterable[Does]) -> tuple[str, ...]:
    """What a vendor does in one list, in words."""
    return tuple(does_words(each.what, each.rows) for each in does)


def _vendors(taking: Taking | None) -> tuple[Vendor, ...]:
    data = Path(settings.DATA_FOLDER)
    links = last_made(data, taking.snapshot) if taking else None
    return vendors_seen(data, links) if links else ()


def _others(own: Spelling, spellings: Iterable[Spelling]) -> dict[str, str]:
    """The other spellings, whatever their letter case, each with one key."""
    found = {each.name.casefold(): each.key for each in spellings}
    found.pop(own.name.casefold(), None)
    return found


def _line(vendor: Vendor) -> VendorLine:
    return VendorLine(
        name=vendor.name,
        ways=vendor.ways,
        lists=len({each.system for each in vendor.spellings}),
        written=tuple(
            Written(each, told(each.does), each.key == vendor.key, bool(_others(each, vendor.spellings)))
            for each in vendor.spellings
        ),
        yearly_cents=_cents(vendor, YEARLY),
        once_cents=_cents(vendor, ONCE),
    )


def _cents(vendor: Vendor, what: Iterable[str]) -> int | None:
    known: list[Any] = [
        does.dollars
        for each in vendor.spellings
        for does in each.does
        if does.what in what and does.dollars is not None
    ]
    return round(100 * sum(known)) if known else None
