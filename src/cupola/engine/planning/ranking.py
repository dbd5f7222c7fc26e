"""Alternatives ranked by weighted criteria, and how the ranking depends on one weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TOP = 10.0
NEARLY = 1e-9


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
    """Who leads while one criterion's weight goes from 0 to 1, in stretches; exact where all scores are known."""
    steps = [place / 1000 for place in range(1001)]
    led = [_leaders(at_weight(scores, weights, criterion=criterion, share=step)) for step in steps]
    found: list[Stretch] = []
    begin = 0
    for place in range(1, len(steps) + 1):
        if place == len(steps) or led[place] != led[begin]:
            found.append(Stretch(steps[begin], steps[place - 1], led[begin]))
            begin = place
    return _without_points(found)


def _without_points(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Where two lead at one point alone, the point belongs to the border between the stretches beside it."""
    kept = [each for each in stretches if each.end > each.begin] or list(stretches)
    joined = []
    for place, each in enumerate(kept):
        begin = 0.0 if place == 0 else (kept[place - 1].end + each.begin) / 2
        end = 1.0 if place == len(kept) - 1 else (each.end + kept[place + 1].begin) / 2
        joined.append(Stretch(begin, end, each.leaders))
    return joined


def _leaders(totals: Mapping[str, float]) -> tuple[str, ...]:
    best = max(totals.values(), default=0.0)
    return tuple(sorted(name for name, total in totals.items() if total >= best - NEARLY))
