"""Criteria, scores and the decision of a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cupola.modules.strategy.models import Alternative, Comparison, Criterion, Score
from cupola.modules.strategy.services.faults import PlanError
from cupola.workspace import audit
from cupola.workspace.entering import keep, name_of
from cupola.workspace.models import User

Wanted = tuple[int | None, str, int, str]


def check_open(comparison: Comparison) -> None:
    """Refuse to change what was decided: the record of a decision must show what it was made on."""
    if comparison.state != Comparison.State.OPEN:
        raise PlanError(
            _("This comparison"), _("was decided, so its figures stand."), _("Open it again first, and say why.")
        )


@transaction.atomic
def set_criteria(comparison: Comparison, wanted: Sequence[Wanted], *, by: User) -> Comparison:
    """Make the criteria those that are wanted (key or None, title, weight, kind); the others go with their scores."""
    check_open(comparison)
    kept: list[int] = []
    for key, title, weight, kind in wanted:
        row = comparison.criteria.filter(pk=key).first() if key else None
        row = row or Criterion(comparison=comparison)
        row.title, row.weight, row.kind = title, weight, kind
        row.save()
        kept.append(row.pk)
    comparison.criteria.exclude(pk__in=kept).delete()
    audit.note("criteria changed", user=by, thing=name_of(comparison), criteria=len(kept))
    return comparison


@transaction.atomic
def set_scores(comparison: Comparison, values: Mapping[tuple[int, int], Decimal | None], *, by: User) -> Comparison:
    """Write scores by (alternative, criterion)."""
    check_open(comparison)
    for (alternative, criterion), value in values.items():
        Score.objects.update_or_create(alternative_id=alternative, criterion_id=criterion, defaults={"value": value})
    audit.note("scores given", user=by, thing=name_of(comparison), scores=len(values))
    return comparison


@dataclass(frozen=True, slots=True)
class Decided:
    """For which alternative, by whom, when and why."""

    chosen: Alternative
    who: str
    on: date
    why: str


def decide(comparison: Comparison, decided: Decided, *, by: User) -> Comparison:
    """Write down what was decided."""
    check_open(comparison)
    comparison.decided_for, comparison.decided_by = decided.chosen, decided.who
    comparison.decided_on, comparison.why = decided.on, decided.why
    comparison.state = Comparison.State.DECIDED
    keep(comparison, by=by, act="alternative decided")
    return comparison


@transaction.atomic
def reopen(comparison: Comparison, *, why: str, by: User) -> Comparison:
    """Take a decision up again; the audit trail keeps that, and the reason."""
    comparison.state = Comparison.State.OPEN
    keep(comparison, by=by, act="comparison opened again")
    audit.note("why a comparison was opened again", user=by, thing=name_of(comparison), reason=why)
    return comparison
