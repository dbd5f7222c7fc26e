"""Every measure with its figure, by subject; what was not computed says why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupola.engine.measures.kinds import Measure
from cupola.engine.measures.reading import shipped_measures
from cupola.modules.indicators.measures import SUBJECTS, saying
from cupola.modules.indicators.models import Target
from cupola.modules.indicators.queries.measure import COMPLETE, reasons, sure
from cupola.modules.indicators.queries.six import targets_seen
from cupola.modules.indicators.queries.trends import SEE
from cupola.modules.indicators.targeting import Standing, standing
from cupola.shell.announcements import Hit
from cupola.workspace.figures import figures_for
from cupola.workspace.folding import folded
from cupola.workspace.models import Figure, Publication, User
from cupola.workspace.policy import can, everywhere

MOST_HITS = 10


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure of the list. Without a `value` it is unknown and `reason` says why, or `places` counts its places."""

    measure: Measure
    value: str
    sure: str
    reason: str
    places: str
    standing: Standing | None
    target: str
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject with its measures."""

    key: str
    title: str
    lines: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """All measures that the reader may know of, and how many have a figure."""

    subjects: tuple[Subject, ...]
    measures: int
    known: int
    newest: Publication | None


def listing(user: User) -> Listing:
    """The list for this user."""
    newest = Publication.newest()
    found = list(_lines(user, newest)) if newest else []
    by_area: dict[str, list[MeasureLine]] = {}
    for line in found:
        by_area.setdefault(line.measure.area, []).append(line)
    order = [*SUBJECTS, *sorted(set(by_area) - set(SUBJECTS))]
    subjects = [Subject(area, str(SUBJECTS.get(area, area)), tuple(by_area[area])) for area in order if area in by_area]
    return Listing(tuple(subjects), len(found), sum(bool(each.value or each.places) for each in found), newest)


def measures_seen(user: User) -> list[Measure]:
    """The measures that the user may know figures of; those of groups of students only with who may see the rows."""
    restricted = everywhere(user, "see names")
    return [each for each in shipped_measures() if restricted or not each.restricted]


def _lines(user: User, newest: Publication) -> Iterator[MeasureLine]:
    seen = figures_for(user, newest).select_related(None)
    district = {each.measure_id: each for each in seen.filter(grain="district")}
    elsewhere = seen.exclude(grain="district").order_by().values_list("measure_id").annotate(n=Count("pk"))
    places = dict(elsewhere)
    none = reasons(user, newest)
    targets = {t.measure_id: t for t in targets_seen(user).filter(ends_on=None, school=None)}
    for measure in measures_seen(user):
        figure, target = district.get(measure.id), targets.get(measure.id)
        yield _line(measure, figure, places.get(measure.id, 0), reason=none.get(measure.id, ""), target=target)


def _line(
    measure: Measure, district: Figure | None, elsewhere: int, *, reason: str, target: Target | None
) -> MeasureLine:
    said = saying(measure)
    places = ""
    if district is None and elsewhere:
        places = ngettext("%(n)s place", "%(n)s places", elsewhere) % {"n": elsewhere}
    value = district.value if district else None
    return MeasureLine(
        measure=measure,
        value=said(value) if value is not None else "",
        sure=sure(measure, district) if district else "",
        reason="" if district or elsewhere else reason or measure.not_computed_when,
        places=places,
        standing=standing(value, target, today=timezone.localdate()) if target else None,
        target=said(target.goal) if target else "",
        is_partial=bool(district and district.coverage is not None and district.coverage < COMPLETE),
    )


def search(user: User, words: str) -> list[Hit]:
    """Measures that are called so."""
    if not can(user, SEE):
        return []
    found = [each for each in measures_seen(user) if words in folded(f"{each.title} {each.id}")]
    return [
        Hit(each.title, _("Measures"), reverse("indicators:measure", args=[each.slug]), each.why)
        for each in found[:MOST_HITS]
    ]
