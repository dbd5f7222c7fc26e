"""What the shell's own pages show, gathered from what modules announce."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from cupola.shell.announcements import Day, Hit, Need, announcements
from cupola.workspace.folding import folded
from cupola.workspace.models import Publication, User

NEEDS_SHOWN = 5
DATES_SHOWN = 6
HITS_A_KIND = 8


@dataclass(frozen=True, slots=True)
class Today:
    """The home page. `is_empty` says that no record was ever loaded."""

    today: date
    needs: tuple[Need, ...]
    more_needs: int
    dates: tuple[Day, ...]
    cards: tuple[tuple[str, object], ...]
    record_age_days: int | None
    is_empty: bool


def today_page(user: User) -> Today:
    """What needs this person today, and what is coming."""
    said = announcements()
    needs = sorted((need for each in said for ask in each.needs for need in ask(user)), key=lambda need: -need.weight)
    now = timezone.localdate()
    days = sorted(
        (day for each in said for ask in each.dates for day in ask(user) if day.on >= now), key=lambda day: day.on
    )
    cards = sorted((card for each in said for card in each.cards), key=lambda card: card.order)
    built = ((card.template, card.build(user)) for card in cards)
    newest = Publication.newest()
    return Today(
        today=now,
        needs=tuple(needs[:NEEDS_SHOWN]),
        more_needs=max(0, len(needs) - NEEDS_SHOWN),
        dates=tuple(days[:DATES_SHOWN]),
        cards=tuple((template, shown) for template, shown in built if shown is not None),
        record_age_days=(now - newest.as_of).days if newest else None,
        is_empty=newest is None,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a search, kind by kind."""

    asked: str
    kinds: tuple[tuple[str, tuple[Hit, ...]], ...]

    @property
    def total(self) -> int:
        """How many hits are shown."""
        return sum(len(hits) for _, hits in self.kinds)


def search_page(user: User, words: str) -> Found:
    """What every module finds for these words within what the user may see."""
    asked = folded(words)
    if not asked:
        return Found(words, ())
    hits: Iterable[Hit] = (hit for each in announcements() for ask in each.search for hit in ask(user, asked))
    kinds = groupby(hits, key=lambda hit: hit.kind)
    return Found(words, tuple((kind, tuple(found)[:HITS_A_KIND]) for kind, found in kinds))
