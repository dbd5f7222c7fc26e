"""What the page of a comparison shows: alternatives side by side, their ranking, and what it hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupola.engine.paper.plan_charts import Leaning, leanings
from cupola.engine.planning.ranking import Stretch, at_weight, cost_scores, rank, sensitivity
from cupola.modules.strategy.models import Alternative, Comparison, Criterion, CriterionKind, Score

STEPS = 20
Scores = Mapping[str, Mapping[str, float | None]]


@dataclass(frozen=True, slots=True)
class Column:
    """One alternative with its scores in the order of the criteria, its total and its place."""

    row: Alternative
    scores: tuple[float | None, ...]
    total: float | None
    place: int | None


@dataclass(frozen=True, slots=True)
class Leans:
    """One criterion: its share of all weights, what the ranking says when it weighs more or less, and the drawing."""

    criterion: Criterion
    share: float
    sentence: str
    drawing: SafeString


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The whole page. `missing` counts scores that nobody gave."""

    row: Comparison
    criteria: tuple[Criterion, ...]
    columns: tuple[Column, ...]
    leans: tuple[Leans, ...]
    missing: int
    lead: str

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.row.state == Comparison.State.OPEN


def comparison_page(comparison: Comparison) -> ComparisonPage:
    """The comparison with its ranking."""
    criteria = tuple(comparison.criteria.all())
    alternatives = list(comparison.alternatives.all())
    scores = scores_of(criteria, alternatives)
    weights = {str(each.pk): float(each.weight) for each in criteria}
    ranked = rank(scores, weights) if any(weights.values()) else []
    judged = [each for each in ranked if each.parts]
    places = {each.name: place for place, each in enumerate(judged, start=1)}
    totals = {each.name: each.total for each in judged}
    columns = tuple(
        Column(each, tuple(scores[str(each.pk)].values()), totals.get(str(each.pk)), places.get(str(each.pk)))
        for each in alternatives
    )
    titles = {str(each.pk): each.title for each in alternatives}
    return ComparisonPage(
        row=comparison,
        criteria=criteria,
        columns=columns,
        leans=tuple(_leans(each, scores, weights, titles=titles) for each in criteria) if len(judged) > 1 else (),
        missing=sum(value is None for each in columns for value in each.scores),
        lead=_lead([titles[each.name] for each in judged], totals=list(totals.values())),
    )


def scores_of(criteria: Sequence[Criterion], alternatives: Sequence[Alternative]) -> dict[str, dict[str, float | None]]:
    """Alternative -> criterion -> score, by their keys; criteria of cost score themselves."""
    given = {
        (each.alternative_id, each.criterion_id): None if each.value is None else float(each.value)
        for each in Score.objects.filter(alternative__in=alternatives)
    }
    costs = cost_scores({str(each.pk): each.five_year_cents for each in alternatives})
    return {
        str(each.pk): {
            str(criterion.pk): costs[str(each.pk)]
            if criterion.kind == CriterionKind.COST
            else given.get((each.pk, criterion.pk))
            for criterion in criteria
        }
        for each in alternatives
    }


def _leans(criterion: Criterion, scores: Scores, weights: Mapping[str, float], *, titles: Mapping[str, str]) -> Leans:
    key = str(criterion.pk)
    whole = sum(weights.values())
    share = weights[key] / whole if whole else 0.0
    words = sentence(sensitivity(scores, weights, criterion=key), share=share, criterion=criterion.title, titles=titles)
    lines = []
    steps = [at_weight(scores, weights, criterion=key, share=min(step / STEPS, 1 - 1e-9)) for step in range(STEPS + 1)]
    for name, title in titles.items():
        lines.append(Leaning(title, tuple(each[name] for each in steps)))
    both = "".join(leanings(lines, now=share, says=words, wide=wide) for wide in (True, False))
    return Leans(criterion, share, words, mark_safe(both))  # the drawing escapes what people wrote


def sentence(stretches: Sequence[Stretch], *, share: float, criterion: str, titles: Mapping[str, str]) -> str:
    """`B wins unless cost weighs over 46%`: who leads at the weight of today, and from where to where it stays so."""
    if not stretches:
        return _("Nothing can be said yet: no score counts.")
    now = next((each for each in stretches if each.begin <= share <= each.end), stretches[-1])
    names = [titles[name] for name in now.leaders]
    who = ngettext("%(names)s wins", "%(names)s are level", len(names)) % {"names": get_text_list(names, _("and"))}
    said = {"who": who, "criterion": criterion.lower(), "low": f"{now.begin:.0%}", "high": f"{now.end:.0%}"}
    if now.begin <= 0 and now.end >= 1:
        return _("%(who)s whatever %(criterion)s weighs") % said
    if now.begin <= 0:
        return _("%(who)s unless %(criterion)s weighs over %(high)s") % said
    if now.end >= 1:
        return _("%(who)s unless %(criterion)s weighs under %(low)s") % said
    return _("%(who)s while %(criterion)s weighs between %(low)s and %(high)s") % said


def _lead(names: Sequence[str], *, totals: Sequence[float]) -> str:
    if not names:
        return _("Nobody scored anything yet.")
    if len(names) == 1:
        return _("Only %(name)s has scores.") % {"name": names[0]}
    ahead = totals[0] - totals[1]
    if ahead < 0.05:
        return _("%(first)s and %(second)s are level.") % {"first": names[0], "second": names[1]}
    said = {"first": names[0], "points": f"{ahead:.1f}", "second": names[1]}
    return _("%(first)s is first, %(points)s points of 10 before %(second)s.") % said
