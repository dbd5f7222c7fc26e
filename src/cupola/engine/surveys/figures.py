"""How sure a survey is: response rate, margin for a small population, needed answers; and scores of scales."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z_95 = 1.96
SMALL_GROUP = 10


def margin(population: int, answers: int, *, share: float = 0.5, z: float = Z_95) -> float | None:
    """Half the width of the interval of a share, 0 to 1, with the correction for a finite population.

    `e = z * sqrt(p(1-p)/n * (N-n)/(N-1))`; none of a random draw, so it holds only as far as those who answered are
    like those who did not. None without answers or a population that is smaller than they are.
    """
    if answers < 1 or population < answers:
        return None
    if population == answers:
        return 0.0
    return z * math.sqrt(share * (1 - share) / answers * (population - answers) / (population - 1))


def needed(population: int, *, margin: float, z: float = Z_95) -> int:
    """How many answers give that margin at a share of one half, for a population of that size."""
    first = z * z * 0.25 / (margin * margin)
    return min(population, math.ceil(first / (1 + (first - 1) / population)))


def umux_lite(first: float, second: float) -> float:
    """The score of UMUX-Lite, 0 to 100, of two answers on a scale of 7 (Lewis, Utesch and Maher 2013)."""
    return (first + second - 2) * 100 / 12


def favourable(answers: Sequence[float], *, scale_to: int, is_reversed: bool = False) -> float | None:
    """The share of answers at the good end of a scale: 4 and 5 of 5, 6 and 7 of 7, 8 to 10 of 10; None without any."""
    if not answers:
        return None
    turned = [scale_to + 1 - each if is_reversed else each for each in answers]
    return sum(each > scale_to * 0.75 for each in turned) / len(turned)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which groups may be shown, so that no hidden one follows from the total and the others."""

    visible: frozenset[str]
    hidden: frozenset[str]


def protected(sizes: dict[str, int], *, least: int = SMALL_GROUP) -> Shown:
    """Hide groups with fewer than `least` people; where one alone or too few would be hidden, the next smallest too.

    The total is shown, so what is hidden must add up to `least` at least, and be more than one group.
    """
    filled = {group: size for group, size in sizes.items() if size > 0}
    hidden = {group for group, size in filled.items() if size < least}
    if hidden:
        for group in sorted(filled.keys() - hidden, key=lambda each: (filled[each], each)):
            if len(hidden) > 1 and sum(filled[each] for each in hidden) >= least:
                break
            hidden.add(group)
    return Shown(frozenset(filled.keys() - hidden), frozenset(hidden))
