"""Alternatives ranked by weighted criteria, and how the ranking depends on one weight."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

TOP = 10.0
NEARLY = 1e-9
STEPS = 400
HALVINGS = 40
# A stretch shorter than this is one point, where alternatives are level.
POINT = 1e-6
SCHOOL_WEIGHT = 3
HOURS_OF_A_VOICE = 20


@dataclass(frozen=True, slots=True)
class Ranked:
    """One alternative with its total, 0 to 10, and what each criterion adds to it."""

    name: str
    total: float
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one weight of a criterion to another (shares of 1), the alternatives that lead there."""

    begin: float
    end: float
    leaders: tuple[str, ...]


def cost_scores(cents: Mapping[str, int | None]) -> dict[str, float | None]:
    """Costs as scores: the cheapest has 10, one that costs twice as much 5; an unknown cost has none."""
    known = [each for each in cents.values() if each is not None]
    if not known:
        return dict.fromkeys(cents)
    least = min(known)
    return {
        name: None if each is None else TOP if each == least else TOP * least / each if each else TOP
        for name, each in cents.items()
    }


def rank(scores: Mapping[str, Mapping[str, float | None]], weights: Mapping[str, float]) -> list[Ranked]:
    """Alternatives by the weighted mean of their scores, best first. `scores` is alternative -> criterion -> 0 to 10.

    A score that nobody gave counts as nothing known: its criterion is left out for that alternative, and the other
    weights stand for all. An alternative without any score is last, with 0.
    """
    found = [_ranked(name, each, weights) for name, each in scores.items()]
    return sorted(found, key=lambda each: (-each.total, each.name))


def _ranked(name: str, scores: Mapping[str, float | None], weights: Mapping[str, float]) -> Ranked:
    known = {
        criterion: score for criterion, score in scores.items() if score is not None and weights.get(criterion, 0) > 0
    }
    total = sum(weights[criterion] for criterion in known)
    parts = {criterion: score * weights[criterion] / total for criterion, score in known.items()} if total else {}
    return Ranked(name, sum(parts.values()), parts)


def at_weight(
    scores: Mapping[str, Mapping[str, float | None]], weights: Mapping[str, float], *, criterion: str, share: float
) -> dict[str, float]:
    """The totals if one criterion weighed that share of everything, the others keeping their proportions."""
    others = sum(weight for name, weight in weights.items() if name != criterion)
    moved = {
        name: share if name == criterion else (weight / others * (1 - share) if others else 0.0)
        for name, weight in weights.items()
    }
    return {each.name: each.total for each in rank(scores, moved)}


def sensitivity(
    scores: Mapping[str, Mapping[str, float | None]], weights: Mapping[str, float], *, criterion: str
) -> list[Stretch]:
    """Who leads while one criterion's weight goes from 0 to 1, in stretches whose borders meet; shares of 1.

    Borders are found by halving between steps of 1/400, so they are exact as far as a drawing or a sentence can say.
    Where alternatives are level at one point alone, the point belongs to the border between the stretches beside it.
    """

    def leaders(share: float) -> tuple[str, ...]:
        return _leaders(at_weight(scores, weights, criterion=criterion, share=share))

    led = [leaders(step / STEPS) for step in range(STEPS + 1)]
    borders = [0.0]
    names = [led[0]]
    for step in range(STEPS):
        if led[step] != led[step + 1]:
            borders.append(_border(leaders, step / STEPS, (step + 1) / STEPS))
            names.append(led[step + 1])
    return _joined(names, [*borders, 1.0])


def _border(leaders: Callable[[float], tuple[str, ...]], low: float, high: float) -> float:
    """Where the alternatives that lead at `low` stop leading, between two weights."""
    before = leaders(low)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if leaders(middle) == before:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _joined(names: Sequence[tuple[str, ...]], borders: Sequence[float]) -> list[Stretch]:
    """Stretches without those that are a point only, and neighbours with the same leaders made one."""
    found: list[Stretch] = []
    for place, leaders in enumerate(names):
        begin, end = borders[place], borders[place + 1]
        if end - begin < POINT:
            continue
        if found and found[-1].leaders == leaders:
            found[-1] = Stretch(found[-1].begin, end, leaders)
        else:
            found.append(Stretch(begin if found else 0.0, end, leaders))
    if found:
        found[-1] = Stretch(found[-1].begin, 1.0, found[-1].leaders)
    return found


def weight_of_need(*, voices: int, schools: int, hours: int | None) -> float:
    """How heavy a need is: voices + 3 x schools + hours a year / 20; hours that nobody knows add nothing.

    The formula is our own: one more school counts like three more voices, half a working week like one.
    """
    return voices + SCHOOL_WEIGHT * schools + (hours or 0) / HOURS_OF_A_VOICE


def _leaders(totals: Mapping[str, float]) -> tuple[str, ...]:
    best = max(totals.values(), default=0.0)
    return tuple(sorted(name for name, total in totals.items() if total >= best - NEARLY))
