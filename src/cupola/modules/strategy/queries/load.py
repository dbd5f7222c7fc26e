"""How many hours the plan asks of each owner, term by term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cupola.modules.strategy.models import Initiative, Milestone
from cupola.modules.strategy.queries import standing
from cupola.modules.strategy.queries.plan import initiatives
from cupola.workspace.models import User

JULY = 7
Term = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """An owner with hours by term; `unknown` counts things whose hours nobody knows."""

    owner: User | None
    hours: tuple[int, ...]
    unknown: int

    @property
    def total(self) -> int:
        """All hours to come."""
        return sum(self.hours)


@dataclass(frozen=True, slots=True)
class LoadPage:
    """Terms across, owners down, the most loaded first."""

    terms: tuple[str, ...]
    lines: tuple[OwnerLine, ...]


def term_of(day: date) -> Term:
    """The year in which the school year ends, and 0 for fall (July to December) or 1 for spring."""
    return (day.year + 1, 0) if day.month >= JULY else (day.year, 1)


def term_title(term: Term) -> str:
    """`Fall 2026–27`."""
    year = f"{term[0] - 1}–{term[0] % 100:02d}"
    return (_("Fall %(year)s") if term[1] == 0 else _("Spring %(year)s")) % {"year": year}


def load_page() -> LoadPage:
    """Hours to come: of milestones where they are due, what is left of an initiative's spread over its days."""
    today = standing.today()
    hours: dict[tuple[User | None, Term], float] = defaultdict(float)
    unknown: dict[User | None, int] = defaultdict(int)
    for initiative in initiatives():
        if initiative.state in standing.OVER:
            continue
        for owner, term, part in _parts(initiative, today):
            if part is None:
                unknown[owner] += 1
            elif term is not None:
                hours[owner, term] += part
    terms = sorted({term for _owner, term in hours})
    owners = {owner for owner, _term in hours} | set(unknown)
    lines = [
        OwnerLine(owner, tuple(round(hours.get((owner, term), 0)) for term in terms), unknown.get(owner, 0))
        for owner in owners
    ]
    lines.sort(key=lambda each: (-each.total, str(each.owner or "")))
    return LoadPage(tuple(map(term_title, terms)), tuple(lines))


Part = tuple[User | None, Term | None, float | None]


def _parts(initiative: Initiative, today: date) -> Iterator[Part]:
    milestones: Sequence[Milestone] = list(initiative.milestones.all())
    open_ones = [each for each in milestones if each.done_on is None]
    for each in open_ones:
        if each.hours is not None:
            yield each.owner or initiative.owner, term_of(max(each.due_on, today)), each.hours
        elif initiative.hours is None:
            yield each.owner or initiative.owner, None, None
    if initiative.hours is None:
        if not milestones:
            yield initiative.owner, None, None
        return
    rest = initiative.hours - sum(each.hours or 0 for each in milestones)
    if rest > 0:
        for term, share in _shares(initiative.begins_on, initiative.ends_on):
            if term >= term_of(today):
                yield initiative.owner, term, rest * share


def _shares(begin: date, end: date) -> list[tuple[Term, float]]:
    """The terms between two days with the share of the days that lie in each."""
    days: dict[Term, int] = defaultdict(int)
    day, last = begin, max(begin, end)
    while day <= last:
        following = date(day.year + 1, 1, 1) if day.month >= JULY else date(day.year, JULY, 1)
        until = min(last + timedelta(days=1), following)
        days[term_of(day)] += (until - day).days
        day = following
    whole = sum(days.values())
    return [(term, count / whole) for term, count in days.items()]
