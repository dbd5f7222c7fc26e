"""Pains with their sums in hours and dollars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from cupola.engine.money.rates import Rate, read_rates
from cupola.modules.voice.models import Pain, PainState, Speaker
from cupola.modules.voice.models.speakers import RATED
from cupola.workspace.folding import folded
from cupola.workspace.models import User
from cupola.workspace.policy import visible


@dataclass(frozen=True, slots=True)
class PainLine:
    """One pain with its sum; `cents` a year is None where nobody knows what an hour of that role costs."""

    pain: Pain
    hours: int
    cents: int | None
    rate: Rate | None

    @property
    def sum_in_words(self) -> str:
        """`6 min × 40 people × 20 times a month × 10 months ÷ 60`."""
        times = f"{Decimal(self.pain.times_a_month).normalize():f}"
        return (
            f"{self.pain.minutes_each:,} min × {self.pain.people:,} × {times} a month × "
            f"{self.pain.months_a_year} months ÷ 60"
        )


@dataclass(frozen=True, slots=True)
class PainPage:
    """All pains that are still open, the dearest first, what they come to, and those that were solved."""

    lines: tuple[PainLine, ...]
    solved: tuple[PainLine, ...]
    hours: int
    cents: int
    without_rate: int

    @property
    def solved_hours(self) -> int:
        """Hours a year that are saved now."""
        return sum(line.hours for line in self.solved)


def line_of(pain: Pain, rates: dict[str, Rate]) -> PainLine:
    """A pain with its sum."""
    rate = rates.get(RATED.get(Speaker(pain.speaker), ""))
    return PainLine(pain, pain.hours, pain.hours * rate.cents if rate else None, rate)


def pain_page(user: User, words: str = "") -> PainPage:
    """The pains that the user may see."""
    rates = read_rates(settings.DATA_FOLDER)
    found = visible(Pain.objects.select_related("school"), user, "see voice")
    lines = [line_of(pain, rates) for pain in found if folded(words) in folded(pain.title)]
    still = sorted(_in(lines, PainState.OPEN), key=lambda line: -line.hours)
    return PainPage(
        lines=tuple(still),
        solved=tuple(_in(lines, PainState.SOLVED)),
        hours=sum(line.hours for line in still),
        cents=sum(line.cents or 0 for line in still),
        without_rate=sum(line.cents is None for line in still),
    )


def _in(lines: Iterable[PainLine], state: PainState) -> list[PainLine]:
    return [line for line in lines if line.pain.state == state]
