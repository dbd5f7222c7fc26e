"""The plan drawn as a timeline, wide and narrow, with what it shows in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupola.engine.paper.plan_charts import Band, Bar, Mark, timeline
from cupola.modules.strategy.models import Blackout, Goal, Initiative
from cupola.modules.strategy.queries.standing import Standing

BAR_STATES = {"late": "late", "done": "done", "closed": "done", "stopped": "done"}


@dataclass(frozen=True, slots=True)
class Line:
    """A goal (or none) and what is drawn below it: initiative, where it stands, its milestones with theirs."""

    goal: Goal | None
    initiatives: Sequence[tuple[Initiative, Standing, Sequence[Any]]]


def drawn(lines: Sequence[Line], *, blackouts: Sequence[Blackout], today: date) -> SafeString:
    """Both drawings, one after the other; nothing where no initiative is."""
    bars = [bar for line in lines if line.initiatives for bar in _bars(line)]
    bands = [Band(each.title, each.begins_on, each.ends_on) for each in blackouts]
    says = _says(lines)
    both = (timeline(bars, bands=bands, today=today, says=says, wide=wide) for wide in (True, False))
    return mark_safe("".join(both))  # the drawing escapes what people wrote


def _bars(line: Line) -> list[Bar]:
    head = Bar(str(line.goal) if line.goal else _("Without a goal"))
    return [head, *(_bar(row, standing, milestones) for row, standing, milestones in line.initiatives)]


def _bar(row: Initiative, standing: Standing, milestones: Sequence[Any]) -> Bar:
    marks = tuple(
        Mark(each.row.due_on, {"late": "late", "done": "done"}.get(each.standing.word, "open")) for each in milestones
    )
    return Bar(str(row), row.begins_on, row.ends_on, BAR_STATES.get(standing.word, "open"), marks)


def _says(lines: Sequence[Line]) -> str:
    standings = [standing for line in lines for _row, standing, _marks in line.initiatives]
    late = sum(each.word == "late" for each in standings)
    n = len(standings)
    words = ngettext("%(n)s initiative over the school years", "%(n)s initiatives over the school years", n) % {"n": n}
    return _("%(what)s; %(late)s late. The table below says the same.") % {"what": words, "late": late}
