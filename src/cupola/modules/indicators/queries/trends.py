"""A measure over time as it is drawn: its figures by day, its targets, what happened, days without a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from cupola.engine.measures.kinds import Measure
from cupola.engine.paper.measure_charts import Dot, Note, Step, Trend
from cupola.modules.indicators.measures import saying
from cupola.modules.indicators.models import Event, Target
from cupola.shell.templatetags.ui import day
from cupola.workspace.models import Figure, FigureNotComputed, Publication, User
from cupola.workspace.policy import visible

SEE = "see figures"
MOST = 400


@dataclass(frozen=True, slots=True)
class Past:
    """The figures of some measures at one place from the oldest to the newest day, and days on which there was none."""

    figures: tuple[Figure, ...]
    none: tuple[tuple[str, date, str], ...]

    def of(self, measure: str) -> list[Figure]:
        """The figures of one measure, the last of each day and version."""
        return list({(f.as_of, f.version): f for f in self.figures if f.measure_id == measure}.values())

    def unknown(self, measure: str) -> list[date]:
        """The days on which a publication had no figure of it."""
        known = {each.as_of for each in self.of(measure)}
        return sorted({on for each, on, _why in self.none if each == measure} - known)

    def day_before(self, on: date) -> date | None:
        """The newest day before this one on which anything was published."""
        days = {each.as_of for each in self.figures} | {day for _id, day, _why in self.none}
        return max((day for day in days if day < on), default=None)

    def reason(self, measure: str, on: date) -> str:
        """Why there was none on a day."""
        return next((why for each, when, why in reversed(self.none) if each == measure and when == on), "")


def past(user: User, measures: Iterable[str], *, school: int | None = None) -> Past:
    """What was published of these measures for the district, or for one school; two queries."""
    ids = list(measures)
    place = Q(grain="district") if school is None else Q(grain="school", school=school)
    shown = Figure.objects.filter(place, measure_id__in=ids, publication__finished_at__isnull=False)
    figures = list(visible(shown, user, SEE).order_by("-as_of", "-publication")[: MOST * len(ids)])
    none = FigureNotComputed.objects.filter(measure_id__in=ids, publication__finished_at__isnull=False)
    told = visible(none, user, SEE).order_by("publication__as_of", "publication")
    return Past(tuple(reversed(figures)), tuple(told.values_list("measure_id", "publication__as_of", "reason")))


def drawn(
    measure: Measure, told: Past, *, newest: Publication, targets: Iterable[Target] = (), events: Iterable[Event] = ()
) -> Trend:
    """What is drawn of a measure's past; `targets` and `events` are those of its place."""
    said = saying(measure)
    figures = told.of(measure.id)
    dots = [Dot(f.as_of, f.value, f.version, f.low, f.high) for f in figures]
    days = {each.as_of for each in figures}
    unknown = [on for on in told.unknown(measure.id) if on <= newest.as_of]
    steps = [Step(t.begins_on, t.ends_on, t.goal) for t in targets if t.measure_id == measure.id and _is_shown(t)]
    notes = [Note(each.on, each.title) for each in events if each.measure_id in ("", measure.id)]
    return Trend(
        dots=dots,
        says=in_words(measure, figures, steps, unknown=[on for on in unknown if on not in days]),
        said=said,
        steps=steps,
        notes=notes,
        unknown=unknown,
        target=_("target"),
        new_definition=_("new definition"),
    )


def _is_shown(target: Target) -> bool:
    """A target that was set and ended on one day never held."""
    return target.ends_on is None or target.ends_on > target.begins_on


def in_words(measure: Measure, figures: Sequence[Figure], steps: Sequence[Step], *, unknown: Sequence[date]) -> str:
    """The drawing as a sentence that holds its figures."""
    if not figures:
        return _("%(title)s: nothing is known.") % {"title": measure.title}
    said = saying(measure)
    newest = max(each.version for each in figures)
    same = [each for each in figures if each.version == newest]
    first, last = same[0], same[-1]
    told = {"title": measure.title, "to": said(last.value), "last": day(last.as_of)}
    words = _("%(title)s: %(to)s on %(last)s.") % told
    if first.as_of != last.as_of:
        told |= {"from": said(first.value), "first": day(first.as_of)}
        words = _("%(title)s: from %(from)s on %(first)s to %(to)s on %(last)s.") % told
    if steps:
        words += " " + _("The target is %(goal)s.") % {"goal": said(steps[-1].value)}
    if unknown:
        words += " " + _("Not known on %(days)s.") % {"days": ", ".join(day(on) for on in unknown)}
    if len({each.version for each in figures}) > 1:
        words += " " + _("Earlier figures follow another definition and are drawn apart.")
    return words


def headline(measure: Measure, figures: Sequence[Figure]) -> str:
    """What the drawing shows, in a few words."""
    said = saying(measure)
    newest = max((each.version for each in figures), default=0)
    same = [each for each in figures if each.version == newest]
    if not same:
        return _("Nothing is known yet")
    first, last = said(same[0].value), said(same[-1].value)
    if len(same) == 1:
        return _("%(value)s, seen for the first time") % {"value": last}
    if first == last:
        return _("%(value)s, as before") % {"value": last}
    words = {"first": first, "last": last}
    if same[-1].value > same[0].value:
        return _("Up from %(first)s to %(last)s") % words
    return _("Down from %(first)s to %(last)s") % words
