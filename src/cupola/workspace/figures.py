"""Keeps the figures of each published snapshot, and tells them to who may see them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q, QuerySet

from cupola.engine.measures.indicators import Standing
from cupola.engine.measures.kinds import Figure as PlainFigure
from cupola.engine.measures.kinds import Figures, NotComputed
from cupola.engine.measures.reading import shipped_measures
from cupola.workspace.models import Figure, FigureNotComputed, Publication
from cupola.workspace.policy import Reader, visible

AT_ONCE = 500
VERB = "see figures"


@transaction.atomic
def write(found: Figures, publication: Publication, schools: Mapping[str, int]) -> None:
    """Keep what was computed of the snapshot of this publication; `schools` is org key -> primary key.

    Of the publication only figures of the same measure and version are replaced; other publications stay as they are.
    """
    restricted = {measure.id: measure.restricted for measure in shipped_measures()}
    asked = {(each.measure, each.version) for each in found.figures}
    asked |= {(each.measure, each.version) for each in found.not_computed}
    same = Q(pk__in=())
    for measure, version in sorted(asked):
        same |= Q(measure_id=measure, version=version)
    for model in (Figure, FigureNotComputed):
        model._default_manager.filter(same, publication=publication).delete()
    Figure.objects.bulk_create(
        (
            Figure(
                publication=publication,
                measure_id=each.measure,
                version=each.version,
                grain=each.grain,
                key=(each.key or "")[:300],
                school_id=schools.get(each.key or "") if each.grain == "school" else None,
                numerator=each.numerator,
                denominator=each.denominator,
                value=each.value,
                low=each.low,
                high=each.high,
                coverage=each.coverage,
                as_of=each.as_of,
                restricted=restricted[each.measure],
            )
            for each in found.figures
        ),
        batch_size=AT_ONCE,
    )
    FigureNotComputed.objects.bulk_create(
        FigureNotComputed(
            publication=publication, measure_id=each.measure, version=each.version, reason=each.reason[:500]
        )
        for each in found.not_computed
    )


def figures_for(user: Reader, publication: Publication | None = None) -> QuerySet[Figure]:
    """The figures of a publication, the newest unless another is named, that the user may see."""
    shown = publication or Publication.newest()
    return visible(Figure.objects.filter(publication=shown), user, VERB).select_related("school")


def not_computed_for(user: Reader, publication: Publication | None = None) -> QuerySet[FigureNotComputed]:
    """The measures without a figure, with why."""
    shown = publication or Publication.newest()
    return visible(FigureNotComputed.objects.filter(publication=shown), user, VERB)


def trend_for(user: Reader, measure: str, *, grain: str = "district", key: str = "") -> QuerySet[Figure]:
    """All published figures of a measure at one place that the user may see, the oldest first.

    Figures of another version are among them: whoever draws them draws them apart.
    """
    figures = Figure.objects.filter(
        measure_id=measure, grain=grain, key=key, publication__finished_at__isnull=False
    ).order_by("as_of", "publication")
    return visible(figures, user, VERB).select_related("publication")


def standing_for(user: Reader, publication: Publication | None = None) -> Standing:
    """The whole district's figures of a publication, the newest unless another is named, and why others are none.

    By measure id, as `engine.measures.indicators.tell` takes them; empty for who may not see the whole district's.
    """
    found: dict[str, PlainFigure | NotComputed] = {
        each.measure_id: NotComputed(each.measure_id, each.version, each.reason)
        for each in not_computed_for(user, publication)
    }
    for figure in figures_for(user, publication).filter(grain="district", restricted=False):
        found[figure.measure_id] = plain(figure)
    return found


def plain(figure: Figure) -> PlainFigure:
    """A kept figure as the engine knows it."""
    return PlainFigure(
        measure=figure.measure_id,
        version=figure.version,
        grain=figure.grain,
        key=figure.key or None,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        coverage=figure.coverage,
        as_of=figure.as_of,
    )
