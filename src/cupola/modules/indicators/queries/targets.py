"""Targets with where they stand, what is told now, what happened, and what is told on the first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.modules.indicators.measures import by_id, saying
from cupola.modules.indicators.models import Alert, AlertKind, Event, Target
from cupola.modules.indicators.queries.measure import events_seen, open_alerts
from cupola.modules.indicators.queries.six import targets_seen
from cupola.modules.indicators.queries.trends import SEE
from cupola.modules.indicators.targeting import Standing, standing
from cupola.shell.announcements import Day, Need
from cupola.shell.templatetags.ui import day
from cupola.workspace.figures import figures_for
from cupola.workspace.models import Publication, User
from cupola.workspace.policy import can, everywhere

KEEP = "keep plan"
TO_OWNER, TO_KEEPER = 900, 300
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Aim:
    """A target that holds, beside its figure."""

    target: Target
    title: str
    url: str
    goal: str
    value: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """The page of targets, alerts and events."""

    aims: tuple[Aim, ...]
    alerts: tuple[tuple[Alert, str], ...]
    past_alerts: tuple[tuple[Alert, str], ...]
    events: tuple[Event, ...]
    met: int


def targets_page(user: User) -> TargetsPage:
    """The page for this user."""
    targets = [each for each in targets_seen(user).filter(ends_on=None) if each.measure_id in by_id()]
    newest = Publication.newest()
    places = Q(grain="district") | Q(grain="school", school__isnull=False)
    asked = {each.measure_id for each in targets}
    shown = figures_for(user, newest).filter(places, measure_id__in=asked) if newest else ()
    figures = {(each.measure_id, each.school_id): each.value for each in shown}
    aims = tuple(_aim(each, figures.get((each.measure_id, each.school_id))) for each in targets)
    past = Alert.objects.filter(ends_at__isnull=False).select_related("school", "target__owner")
    told = past[:20] if everywhere(user, KEEP) else ()
    return TargetsPage(
        aims=aims,
        alerts=told_now(user),
        past_alerts=tuple((each, in_words(each)) for each in told),
        events=tuple(reversed(events_seen(user)[-SHOWN:])),
        met=sum(each.standing.mark == "ok" for each in aims),
    )


def told_now(user: User) -> tuple[tuple[Alert, str], ...]:
    """What is told now, each with its sentence."""
    return tuple((each, in_words(each)) for each in open_alerts(user))


def _aim(target: Target, value: float | None) -> Aim:
    measure = by_id()[target.measure_id]
    said = saying(measure)
    return Aim(
        target=target,
        title=measure.title,
        url=reverse("indicators:measure", args=[measure.slug]),
        goal=said(target.goal),
        value=said(value) if value is not None else "",
        standing=standing(value, target, today=timezone.localdate()),
    )


def in_words(alert: Alert) -> str:
    """What an alert says, in one sentence."""
    if alert.kind == AlertKind.STALE:
        return _("The record is of %(day)s: the figures stand still.") % {"day": day(alert.as_of)}
    measure = by_id().get(alert.measure_id)
    if measure is None or alert.target is None:
        return _("A measure that is no more.")
    said = saying(measure)
    words = {"title": measure.title, "place": alert.school or _("the whole district")}
    if alert.value is None:
        return _("%(title)s, %(place)s: the newest record has no figure.") % words
    words |= {"value": said(alert.value)}
    if alert.kind == AlertKind.LINE and alert.target.line is not None:
        words |= {"line": said(alert.target.line)}
        told = _("%(title)s, %(place)s: %(value)s is past the line of %(line)s.") % words
    else:
        words |= {"goal": said(alert.target.goal), "day": day(alert.target.due_on)}
        told = _("%(title)s, %(place)s: %(value)s, and %(goal)s was due on %(day)s.") % words
    if alert.is_within_range:
        told += " " + _("The range reaches over it, so it may be chance.")
    return told


def needs(user: User) -> Sequence[Need]:
    """What is told on the first page: to who answers for the target, and to who keeps the targets."""
    if not can(user, SEE):
        return ()
    keeps = everywhere(user, KEEP)
    found = []
    for alert in open_alerts(user):
        is_owner = alert.target is not None and alert.target.owner_id == user.pk
        if is_owner or keeps:
            found.append(_need(alert, TO_OWNER if is_owner else TO_KEEPER))
    return found


def _need(alert: Alert, weight: int) -> Need:
    measure = by_id().get(alert.measure_id)
    title = measure.title if measure else _("The record is old")
    if alert.school is not None:
        title = f"{title}: {alert.school}"
    since = _("since %(day)s") % {"day": day(alert.begins_at)}
    return Need(
        title=title,
        text=in_words(alert),
        url=reverse("indicators:measure", args=[measure.slug]) if measure else reverse("indicators:targets"),
        stake=str(alert.get_kind_display()) if measure else since,
        stake_note=since if measure else "",
        weight=weight,
    )


def dates(user: User) -> Sequence[Day]:
    """The days on which targets are due."""
    if not can(user, SEE):
        return ()
    found = []
    for each in targets_seen(user).filter(ends_on=None):
        measure = by_id().get(each.measure_id)
        if measure is not None:
            url = reverse("indicators:measure", args=[measure.slug])
            found.append(Day(each.due_on, _("Target due: %(title)s") % {"title": measure.title}, url))
    return found
