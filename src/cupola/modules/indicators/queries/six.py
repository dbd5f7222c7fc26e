"""The six indicators: their numbers, where they stand, how sure, one sentence each, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupola.engine.measures import indicators
from cupola.engine.measures.indicator_kinds import Indicator, Told
from cupola.engine.measures.indicator_kinds import Target as Wanted
from cupola.engine.measures.kinds import Figure as PlainFigure
from cupola.engine.measures.kinds import NotComputed
from cupola.engine.paper.measure_charts import Dot, small_trend
from cupola.modules.indicators.models import Target
from cupola.modules.indicators.queries.places import WIDTHS
from cupola.modules.indicators.queries.trends import SEE, Past, drawn, past
from cupola.modules.indicators.queries.widths import widths
from cupola.modules.indicators.targeting import NO_TARGET, Standing, standing
from cupola.shell.templatetags.ui import day
from cupola.workspace.figures import figures_for, plain
from cupola.workspace.models import Publication, User
from cupola.workspace.policy import Reader, can, everywhere, visible

# Where one does what the next step says; an address only for who may open it.
DOORS: Mapping[str, tuple[str, str]] = {
    "satisfaction": ("voice:surveys", "see voice"),
    "devices": ("devices:devices", "see devices"),
    "network": ("network:targets", "see systems"),
    "cloud": ("flows:systems", "see systems"),
    "audits": ("flows:audits", "see systems"),
    "equity": ("devices:devices", "see devices"),
}
UNKNOWN, PARTIAL = "unknown", "partial"


@dataclass(frozen=True, slots=True)
class Card:
    """One of the six as it stands on the first page."""

    told: Told
    url: str
    standing: Standing
    target: str
    chart: SafeString
    receipt: str
    next_url: str
    caution: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether there is no number at all."""
        return self.told.lead.figure is None

    @property
    def is_partial(self) -> bool:
        """Whether the number tells of a part only."""
        return self.told.lead.case == PARTIAL


@dataclass(frozen=True, slots=True)
class Six:
    """All six, how many have a number, and how many of those with a target have met it."""

    cards: tuple[Card, ...]
    known: int
    met: int
    with_target: int
    newest: Publication
    paper_url: str


def targets_seen(user: User) -> QuerySet[Target]:
    """The targets that the user may see."""
    return visible(Target.objects.select_related("owner", "school"), user, SEE)


def aims_for(user: Reader, day: date) -> dict[str, Wanted]:
    """The targets of the district that held on a day, by measure id, as papers and cards take them."""
    held = Target.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day), school=None, begins_on__lte=day)
    return {each.measure_id: Wanted(each.goal, each.due_on) for each in visible(held, user, SEE)}


def six(user: User) -> Six | None:
    """The six as this user may see them; None before the first record."""
    newest = Publication.newest()
    if newest is None or not can(user, SEE):
        return None
    six_ = indicators.shipped_indicators()
    told = past(user, {part.measure.id for each in six_ for part in each.parts})
    targets = list(targets_seen(user).filter(school=None))
    cards = tuple(_card(each, told, targets, user=user, newest=newest) for each in six_)
    cards = tuple(replace(each, caution=_caution(each, user, newest)) for each in cards)
    aimed = [card for card in cards if card.standing is not NO_TARGET and not card.is_unknown]
    return Six(
        cards=cards,
        known=sum(not card.is_unknown for card in cards),
        met=sum(card.standing.mark == "ok" for card in aimed),
        with_target=len(aimed),
        newest=newest,
        paper_url=reverse("briefs:onepager") if everywhere(user, "make briefs") else "",
    )


def six_card(user: User) -> Six | None:
    """The section of the first page."""
    return six(user)


def _card(each: Indicator, told: Past, targets: list[Target], *, user: User, newest: Publication) -> Card:
    now, before = _standings(each, told, newest)
    measure = each.lead.measure
    target = next((t for t in targets if t.measure_id == measure.id and t.ends_on is None), None)
    wanted = Wanted(target.goal, target.due_on) if target else None
    said = indicators.tell(each, now, before, target=wanted)
    figure = said.lead.figure
    trend = drawn(measure, told, newest=newest, targets=targets)
    url, verb = DOORS[each.id]
    return Card(
        told=said,
        url=reverse("indicators:measure", args=[measure.slug]),
        standing=standing(figure.value if figure else None, target, today=timezone.localdate()),
        target=said.target,
        chart=mark_safe(small_trend(replace(trend, dots=_thinned(trend.dots)))),  # our own drawing, its words escaped
        receipt=_receipt(said),
        next_url=reverse(url) if can(user, verb) else "",
    )


def _caution(card: Card, user: User, newest: Publication) -> str:
    """What is to be said beside a gap between schools that a few students make."""
    measure = card.told.indicator.lead.measure
    if measure.id not in WIDTHS or card.is_unknown:
        return ""
    found = widths(measure, list(figures_for(user, newest).filter(measure_id=measure.id)))
    if found is None or not found.told.is_of_few:
        return ""
    known = min(found.told.most.known, found.told.least.known)
    said = ngettext(
        "A school of %(n)s student makes this gap.", "A school of %(n)s students makes this gap.", int(known)
    ) % {"n": f"{known:,.0f}"}
    if found.larger is None:
        return said
    words = {"few": found.few, "value": found.larger.value}
    return f"{said} " + _("Among schools of %(few)s or more it is %(value)s.") % words


def _thinned(dots: Sequence[Dot]) -> list[Dot]:
    """Enough dots for a small drawing: no more than a dozen, the last one always."""
    return list(dots[:: -max(1, len(dots) // 12)])[::-1]


def _standings(each: Indicator, told: Past, newest: Publication) -> tuple[indicators.Standing, indicators.Standing]:
    """What is known of an indicator's measures now, and on the day of the record before."""
    now: dict[str, PlainFigure | NotComputed] = {}
    before: dict[str, PlainFigure | NotComputed] = {}
    for part in each.parts:
        measure = part.measure
        figures = told.of(measure.id)
        last = figures[-1] if figures else None
        if last is not None and last.as_of == newest.as_of:
            now[measure.id] = plain(last)
            earlier = [figure for figure in figures if figure.as_of == told.day_before(newest.as_of)]
            if earlier:
                before[measure.id] = plain(earlier[-1])
        elif reason := told.reason(measure.id, newest.as_of):
            now[measure.id] = NotComputed(measure.id, measure.version, reason)
    return now, before


def _receipt(told: Told) -> str:
    """`17,400 of 16,731, 16 Nov`: what was divided by what, and when."""
    figure = told.lead.figure
    if figure is None:
        return ""
    when = day(figure.as_of)
    if figure.numerator is None or figure.denominator is None:
        return _("%(id)s, %(day)s") % {"id": figure.measure, "day": when}
    words = {"top": f"{figure.numerator:,.0f}", "bottom": f"{figure.denominator:,.0f}", "day": when}
    return _("%(top)s ÷ %(bottom)s, %(day)s") % words
