"""Sets targets, keeps those before, and says how a figure stands to its target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cupola.modules.indicators import alerting
from cupola.modules.indicators.models import Target
from cupola.workspace import audit
from cupola.workspace.entering import keep, name_of
from cupola.workspace.models import User

Place = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a figure stands to its target: the mark, its words, and its colour."""

    mark: str
    words: Promise
    kind: str


MET = Standing("ok", _("On target"), "ok")
NOT_YET = Standing("way", _("Not there yet"), "dec")
BEHIND = Standing("bad", _("Behind target"), "crit")
UNKNOWN = Standing("unknown", _("Unknown"), "")
NO_TARGET = Standing("none", _("No target set"), "")


@transaction.atomic
def set_target(target: Target, *, by: User) -> Target:
    """Set a target from today; the one before, of the same measure and place, ends today and is kept."""
    target.begins_on = timezone.localdate()
    current(target.measure_id).filter(school=target.school).update(ends_on=target.begins_on)
    keep(target, by=by, act="target set")
    alerting.look()
    return target


@transaction.atomic
def end_target(target: Target, *, by: User) -> None:
    """End a target; it is kept in the history."""
    target.ends_on = timezone.localdate()
    target.save()
    audit.note("target ended", user=by, thing=name_of(target))
    alerting.look()


def current(measure: str = "") -> alerting.Targets:
    """The targets that hold, of one measure or of all."""
    found = Target.objects.filter(ends_on__isnull=True)
    return found.filter(measure_id=measure) if measure else found


def standing(value: float | None, target: Target | None, *, today: date) -> Standing:
    """How a value stands to its target on a day."""
    if value is None:
        return UNKNOWN
    if target is None:
        return NO_TARGET
    if target.is_met_by(value):
        return MET
    return BEHIND if target.is_past_line(value) or target.due_on < today else NOT_YET


def by_place(targets: Iterable[Target]) -> Mapping[Place, Target]:
    """The targets that hold, by measure and school."""
    return {(each.measure_id, each.school_id): each for each in targets if each.ends_on is None}
