"""Milestones and what they wait for, and the closing of initiatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from cupola.modules.strategy.models import Dependency, Initiative, InitiativeState, Milestone
from cupola.modules.strategy.services.faults import PlanError
from cupola.workspace.entering import keep
from cupola.workspace.models import User

K = TypeVar("K", int, str)


def check_no_circle(milestone: Milestone, needs_first: Iterable[Milestone]) -> None:
    """Refuse dependencies by which a milestone would wait for itself."""
    key: int | None = milestone.pk
    if key is None:
        return  # nothing can wait for what is not there yet
    edges: dict[int, set[int]] = {}
    for after, before in Dependency.objects.values_list("milestone_id", "needs_first_id"):
        edges.setdefault(after, set()).add(before)
    edges[key] = {each.pk for each in needs_first}
    found = circle(edges, key)
    if found:
        raise PlanError(
            milestone.code,
            _("would wait for itself, through %(codes)s.") % {"codes": _codes(found)},
            _("Take one of them out of what it needs first."),
        )


def circle(edges: Mapping[K, set[K]], start: K) -> tuple[K, ...]:
    """The way by which one comes back to where one started; empty when there is none."""
    came_from: dict[K, K] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for before in edges.get(here, ()):
            if before == start:
                way = [here]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return tuple(way)
            if before not in came_from:
                came_from[before] = here
                waiting.append(before)
    return ()


def _codes(keys: Iterable[int]) -> str:
    return ", ".join(Milestone.objects.filter(pk__in=list(keys)).values_list("code", flat=True))


@transaction.atomic
def set_needs_first(milestone: Milestone, needs_first: Iterable[Milestone]) -> None:
    """Make a milestone wait for exactly these."""
    wanted = list(needs_first)
    check_no_circle(milestone, wanted)
    milestone.waits_for.exclude(needs_first__in=wanted).delete()
    for each in wanted:
        Dependency.objects.get_or_create(milestone=milestone, needs_first=each)


def mark_done(milestone: Milestone, *, on: date | None, by: User) -> None:
    """Say that a milestone is done, or that it is not after all (None)."""
    milestone.done_on = on
    keep(milestone, by=by, act="milestone done" if on else "milestone not done after all")


def mark_reviewed(initiative: Initiative, *, on: date, by: User) -> None:
    """Say that somebody looked at an initiative and it stands as it is."""
    initiative.reviewed_on = on
    keep(initiative, by=by, act="initiative reviewed")


@dataclass(frozen=True, slots=True)
class Closing:
    """What is said when an initiative is closed."""

    promised: str
    measured: str
    learned: str
    kept: str
    on: date
    was_stopped: bool = False


def close(initiative: Initiative, closing: Closing, *, by: User) -> Initiative:
    """Close an initiative; it enters the track record."""
    initiative.promised, initiative.measured, initiative.learned = closing.promised, closing.measured, closing.learned
    initiative.kept, initiative.closed_on = closing.kept, closing.on
    initiative.state = InitiativeState.STOPPED if closing.was_stopped else InitiativeState.DONE
    keep(initiative, by=by, act="initiative closed")
    return initiative
