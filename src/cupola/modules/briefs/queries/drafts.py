"""The draft of the board's page: figures of the newest publication, their trend, and what findings put at stake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Sum
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cupola.engine.errors import CatalogueError
from cupola.engine.journey import catalogue
from cupola.engine.kinds import Severity
from cupola.engine.language.plainness import Jargon, jargon_in, jargon_of, reading_grade
from cupola.engine.measures.indicator_kinds import Indicator
from cupola.engine.measures.indicators import shipped_indicators, tell
from cupola.engine.money.rates import Rate, read_rates
from cupola.engine.paper.onepager import compose
from cupola.engine.paper.onepager_kinds import About, Row, Sheet, Stake, Trend
from cupola.workspace.figures import VERB as FIGURES
from cupola.workspace.figures import standing_for
from cupola.workspace.models import District, Figure, Finding, Publication, User
from cupola.workspace.models.findings import DecisionKind
from cupola.workspace.policy import everywhere, visible
from cupola.workspace.targets import targets_for

VERB = "make briefs"
TREND_POINTS = 12
BEST_GRADE = 8
SET_ASIDE = (DecisionKind.ACCEPTED, DecisionKind.NOT_A_PROBLEM)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the draft with its drawing."""

    row: Row
    drawing: SafeString


@dataclass(frozen=True, slots=True)
class Plainness:
    """How the text reads: its school grade, whether that is too high, the jargon in it, and how long the list is."""

    grade: int | None
    is_hard: bool
    jargon: tuple[Jargon, ...]
    listed: int


def draft(user: User, today: date) -> Sheet | None:
    """The page as it would be frozen now; None before anything was published, and for who may not make briefs.

    All of it is of the whole district, so that a reader of some schools is given nothing.
    """
    publication = Publication.newest()
    whole = all(everywhere(user, verb) for verb in (VERB, FIGURES, "see findings"))
    if publication is None or not whole:
        return None
    days = _publications(publication)
    before = next((each for each in reversed(days) if each.as_of < publication.as_of), None)
    now = standing_for(user, publication)
    earlier = standing_for(user, before) if before else {}
    about = About(
        district=District.here().name or _("Our district"),
        audience=_("For the board"),
        snapshot=publication.snapshot,
        as_of=publication.as_of,
        frozen_on=today,
    )
    aims = targets_for(user, publication.as_of)
    told = [tell(each, now, earlier, target=aims.get(each.lead.measure.id)) for each in shipped_indicators()]
    return compose(about, told, trends=_trends(user, days), stakes=_stakes(user), promises=now)


def shown_rows(sheet: Sheet) -> list[ShownRow]:
    """The rows with their drawings, which are our own and hold numbers alone."""
    return [ShownRow(each, mark_safe(each.trend)) for each in sheet.rows]


def plainness(sheet: Sheet) -> Plainness:
    """How the words of the page read, for its audience."""
    texts = [sheet.lead]
    for row in sheet.rows:
        texts += [row.says, row.matters]
    texts += [line.says for line in (*sheet.stakes, *sheet.promises)]
    texts += [*sheet.asks, *sheet.unknowns]
    grade = reading_grade(texts)
    return Plainness(
        grade=None if grade is None else round(grade),
        is_hard=grade is not None and round(grade) > BEST_GRADE,
        jargon=jargon_in(" ".join([sheet.title, *texts])),
        listed=len(jargon_of("board")),
    )


def _publications(newest: Publication) -> list[Publication]:
    """The newest publication of each of the last days of the record, the oldest first."""
    by_day: dict[date, Publication] = {newest.as_of: newest}
    for each in Publication.objects.filter(finished_at__isnull=False, pk__lt=newest.pk).order_by("-pk"):
        if each.as_of < newest.as_of:
            by_day.setdefault(each.as_of, each)
        if len(by_day) == TREND_POINTS:
            break
    return [by_day[day] for day in sorted(by_day)]


def _trends(user: User, days: Sequence[Publication]) -> dict[str, Trend]:
    """The lead and the second of each indicator on these days; figures of another version are not on its line."""
    indicators = shipped_indicators()
    wanted = [part.measure for each in indicators for part in (each.lead, each.second) if part]
    versions = {each.id: each.version for each in wanted}
    query = Figure.objects.filter(publication__in=days, measure_id__in=versions, grain="district", restricted=False)
    found = {
        (each.measure_id, each.publication_id): each.value
        for each in visible(query, user, FIGURES)
        if each.version == versions[each.measure_id]
    }
    return {each.id: _trend(each, days, found) for each in indicators}


def _trend(indicator: Indicator, days: Sequence[Publication], found: Mapping[tuple[str, int], float]) -> Trend:
    second = indicator.second
    return Trend(
        days=tuple(each.as_of for each in days),
        lead=tuple(found.get((indicator.lead.measure.id, each.pk)) for each in days),
        second=tuple(found.get((second.measure.id, each.pk)) for each in days) if second else (),
    )


def _stakes(user: User) -> list[Stake]:
    """What is open in the whole district, summed by check; what was accepted or set aside is left out."""
    rates = _rates()
    titles = {each.id: each.title for each in catalogue(Path(settings.DATA_FOLDER))}
    query = visible(Finding.objects.filter(is_open=True), user).exclude(standing__in=SET_ASIDE).order_by()
    sums: dict[str, Stake] = {}
    cells = query.values("check_id", "role").annotate(
        n=Count("pk"), row_count=Sum("rows"), work=Sum("minutes"), severest=Max("severity")
    )
    for cell in cells:
        rate = rates.get(cell["role"])
        price = round(cell["work"] * rate.cents / 60) if rate and cell["work"] is not None else None
        check = cell["check_id"]
        before = sums.get(check) or Stake(check, titles.get(check, check), 0, None, None)
        sums[check] = Stake(
            check,
            before.title,
            before.rows + cell["row_count"],
            _added(before.minutes, cell["work"]),
            _added(before.cents, price),
            max(before.severity, Severity(cell["severest"])),
        )
    return list(sums.values())


def _added(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def _rates() -> Mapping[str, Rate]:
    """What an hour costs; a file of the district that cannot be read leaves our own assumptions in force."""
    try:
        return read_rates(Path(settings.DATA_FOLDER))
    except CatalogueError:
        return read_rates()
