"""The auditor's rehearsal: a random sample drawn as an auditor draws it, and the rate that its results show.

Size of the sample: Cochran's formula for a proportion with the correction for a finite population, n0 = z^2 p(1-p)/e^2
and n = n0 / (1 + (n0 - 1)/N) (W. G. Cochran, Sampling Techniques, 3rd edition, 1977, sections 4.4 and 4.5), with p the
expected rate and e the margin. The strata get their shares in proportion, each at least one.

Interval of the rate: Wilson's score interval (E. B. Wilson, Journal of the American Statistical Association 22, 1927,
pages 209 to 212). It takes the sample as one simple random draw; with shares in proportion that errs on the wide side.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

CONFIDENCES: Mapping[int, float] = {80: 1.2816, 90: 1.6449, 95: 1.96, 99: 2.5758}


@dataclass(frozen=True, slots=True)
class Plan:
    """How sure it must be: confidence in percent, the rate that is expected and the margin (both 0 to 1), the seed.

    The same plan over the same devices draws the same sample.
    """

    seed: int
    confidence: int = 95
    expected: float = 0.05
    margin: float = 0.03


@dataclass(frozen=True, slots=True)
class Rate:
    """The share of a sample that was wrong, and the interval around it, all from 0 to 1."""

    checked: int
    wrong: int
    rate: float
    low: float
    high: float


def size_of(population: int, plan: Plan) -> int:
    """How many of a population are to be looked at; raises `ValueError` for a plan that no sample fits."""
    z = CONFIDENCES.get(plan.confidence)
    if z is None or not 0 < plan.margin < 1 or not 0 <= plan.expected <= 1:
        raise ValueError("a sample needs a confidence of 80, 90, 95 or 99 percent and rates between 0 and 1")
    if population < 1:
        return 0
    # An expected rate of 0 or 1 would ask for nothing: it is taken as half a percent from the end.
    share = min(max(plan.expected, 0.005), 0.995)
    first = z * z * share * (1 - share) / (plan.margin * plan.margin)
    return min(population, math.ceil(first / (1 + (first - 1) / population)))


def draw(members: Iterable[tuple[str, str]], plan: Plan) -> tuple[str, ...]:
    """Draw from (key, stratum) pairs: shares of the strata in proportion, at least one of each; keys in order.

    Who is drawn follows from the seed and the key alone, by their hash, whatever the order or the machine.
    """
    strata: dict[str, list[str]] = {}
    for key, stratum in sorted(set(members)):
        strata.setdefault(stratum, []).append(key)
    sizes = {stratum: len(keys) for stratum, keys in strata.items()}
    shares = allot(sizes, size_of(sum(sizes.values()), plan))
    drawn = []
    for stratum, keys in strata.items():
        drawn += sorted(keys, key=lambda key: sha256(f"{plan.seed}:{key}".encode()).digest())[: shares[stratum]]
    return tuple(sorted(drawn))


def allot(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """How many each stratum gives: in proportion by largest remainders, at least one and at most all it has."""
    population = sum(sizes.values())
    if not population:
        return {}
    exact = {stratum: total * size / population for stratum, size in sizes.items()}
    shares = {stratum: min(sizes[stratum], max(1, math.floor(share))) for stratum, share in exact.items()}
    order: Sequence[str] = sorted(exact, key=lambda each: (math.floor(exact[each]) - exact[each], each))
    while sum(shares.values()) < total:
        open_ones = [stratum for stratum in order if shares[stratum] < sizes[stratum]]
        for stratum in open_ones[: total - sum(shares.values())]:
            shares[stratum] += 1
    return shares


def rate_of(checked: int, wrong: int, confidence: int = 95) -> Rate | None:
    """The rate of what was wrong with Wilson's interval; None before anything was checked."""
    if checked < 1:
        return None
    z = CONFIDENCES[confidence]
    share = wrong / checked
    spread = 1 + z * z / checked
    middle = (share + z * z / (2 * checked)) / spread
    half = z * math.sqrt(share * (1 - share) / checked + z * z / (4 * checked * checked)) / spread
    low = 0.0 if wrong == 0 else max(0.0, middle - half)
    high = 1.0 if wrong == checked else min(1.0, middle + half)
    return Rate(checked, wrong, share, low, high)
