"""Decisions in which technology had no seat: the list, its sums by kind and year, and the file of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cupola.modules.leadership.models import SeatKind, SeatMissed
from cupola.shell.announcements import Hit, linkables
from cupola.workspace.models import User
from cupola.workspace.policy import can, visible

VERB = "keep own time"
TYPED = "typed"
HEAD = ("happened_on", "title", "where", "kind", "what_followed", "cost_dollars", "hours", "linked_to")


@dataclass(frozen=True, slots=True)
class Known:
    """A sum of what is known, and of how many rows nothing is known; `total` is None when nothing is known at all."""

    total: int | None
    unknown: int

    @classmethod
    def of(cls, values: Iterable[int | None]) -> Known:
        """Sum up; what is unknown is counted and never taken for nothing."""
        found = list(values)
        known = [value for value in found if value is not None]
        return cls(sum(known) if known else None, len(found) - len(known))


@dataclass(frozen=True, slots=True)
class SeatSum:
    """What rows of one kind or year come to."""

    key: str
    title: str | Promise
    n: int
    cents: Known
    hours: Known

    @classmethod
    def of(cls, rows: Sequence[SeatMissed], key: str, title: str | Promise) -> SeatSum:
        """Sum up rows under a title."""
        cents, hours = (Known.of(getattr(row, name) for row in rows) for name in ("cost_cents", "hours"))
        return cls(key, title, len(rows), cents, hours)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One row of the list."""

    row: SeatMissed
    linked: str
    linked_url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows were asked for: a kind, and the year in which a school year ends."""

    kind: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class SeatPage:
    """The list with its sums."""

    lines: tuple[SeatLine, ...]
    whole: SeatSum
    by_kind: tuple[SeatSum, ...]
    by_year: tuple[SeatSum, ...]
    asked: Asked
    of_all: int


def missed(user: User) -> QuerySet[SeatMissed]:
    """What the user may see of it."""
    return visible(SeatMissed.objects.all(), user, VERB)


def school_year(day: date) -> int:
    """The year in which the school year of a day ends."""
    return day.year + (day.month >= 7)


def in_words(year: int) -> str:
    """A school year as people write it: `2026–27`."""
    return f"{year - 1}–{year % 100:02d}"


def by_kind(rows: Sequence[SeatMissed]) -> tuple[SeatSum, ...]:
    """Sums by kind, for kinds that there are."""
    of_kind = {kind: [row for row in rows if row.kind == kind] for kind in SeatKind}
    return tuple(SeatSum.of(found, kind.value, kind.label) for kind, found in of_kind.items() if found)


def by_year(rows: Sequence[SeatMissed]) -> tuple[SeatSum, ...]:
    """Sums by school year, newest first."""
    years = sorted({school_year(row.happened_on) for row in rows}, reverse=True)
    return tuple(
        SeatSum.of([row for row in rows if school_year(row.happened_on) == year], str(year), in_words(year))
        for year in years
    )


def seat(user: User, asked: Asked) -> SeatPage:
    """All that the page shows; sums are of every row, the list is of what was asked for."""
    rows = list(missed(user))
    chosen = [
        row
        for row in rows
        if (not asked.kind or row.kind == asked.kind)
        and (not asked.year or str(school_year(row.happened_on)) == asked.year)
    ]
    addresses = linkables()
    return SeatPage(
        lines=tuple(SeatLine(row, _linked(row), _address(row, addresses)) for row in chosen),
        whole=SeatSum.of(rows, "", _("All")),
        by_kind=by_kind(rows),
        by_year=by_year(rows),
        asked=asked,
        of_all=len(rows),
    )


def table(user: User) -> Iterator[tuple[Any, ...]]:
    """The list as cells; what is unknown is empty."""
    for row in missed(user):
        yield (row.happened_on, row.title, row.where, row.kind, row.followed, *_figures(row), _linked(row))


def search(user: User, words: str) -> Sequence[Hit]:
    """Hits of the global search."""
    if not can(user, VERB):
        return ()
    found = missed(user).filter(Q(title__icontains=words) | Q(followed__icontains=words))[:10]
    return [Hit(row.title, _("Seat at the table"), reverse("leadership:seat_edit", args=[row.pk])) for row in found]


def _figures(row: SeatMissed) -> tuple[Any, Any]:
    return (None if row.cost_cents is None else f"{row.cost_cents / 100:.2f}", row.hours)


def _linked(row: SeatMissed) -> str:
    return row.linked_title or row.linked_key


def _address(row: SeatMissed, addresses: dict[str, Any]) -> str:
    there = addresses.get(row.linked_kind)
    return there.url(row.linked_key) if there is not None else ""
