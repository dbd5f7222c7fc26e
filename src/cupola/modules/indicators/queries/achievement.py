"""Results of tests by school and grade, or of a teacher's own sections, within what the reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cupola.engine.measures.achievement import Cell, Whose, achievement
from cupola.engine.paper.measure_charts import Span
from cupola.modules.indicators.queries.places import FEW, Scale, strip
from cupola.workspace.models import OwnSubject, Publication, School, User
from cupola.workspace.models.people import Reach
from cupola.workspace.policy import scope_of, with_verb

VERB = "see achievement"
WHOLE = Scale(0.0, 1.0, None)


@dataclass(frozen=True, slots=True)
class Result:
    """The results of one place, grade and subject; fewer than thirty show the range alone."""

    grade: str
    subject: str
    results: int
    proficient: int
    share: str
    range: str
    strip: SafeString
    is_few: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A school, or a section, with its results."""

    title: str
    school: int | None
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class AchievementPage:
    """What this reader may see; `is_own` says that it is of own sections."""

    places: tuple[Place, ...]
    subjects: tuple[str, ...]
    subject: str
    is_own: bool
    newest: Publication | None


def achievement_page(user: User, *, subject: str = "", school: School | None = None) -> AchievementPage:
    """The results within the user's reach, of one subject if asked for."""
    newest = Publication.newest()
    whose = _whose(user, school)
    if newest is None:
        return AchievementPage((), (), "", whose.sections is not None, None)
    cells = achievement(Path(settings.DATA_FOLDER), newest.snapshot, newest.as_of, whose=whose)
    subjects = tuple(sorted({each.subject for each in cells if each.subject}))
    chosen = subject if subject in subjects else ""
    if school is None and whose.sections is None:
        cells = tuple(each for each in cells if not each.grade)
    names = {each.key: each for each in School.objects.filter(key__in={cell.place for cell in cells})}
    places: dict[str, list[Cell]] = {}
    for cell in cells:
        if not chosen or cell.subject == chosen:
            places.setdefault(cell.place, []).append(cell)
    found = [_place(key, rows, names.get(key)) for key, rows in places.items()]
    found.sort(key=lambda each: each.title)
    return AchievementPage(tuple(found), subjects, chosen, whose.sections is not None, newest)


def _whose(user: User, school: School | None) -> Whose:
    """The reach of the verb: the district, named schools, or own sections."""
    how, keys = scope_of(user, VERB)
    if how == "district":
        return Whose(schools=None if school is None else (school.key,))
    if how == "schools":
        return Whose(schools=keys if school is None else tuple(key for key in keys if key == school.key))
    if any(grant.reach == Reach.SECTIONS for grant in with_verb(user, VERB)):
        return Whose(sections=tuple(OwnSubject.objects.filter(user=user).values_list("key", flat=True)))
    return Whose(schools=())


def _place(key: str, cells: Iterable[Cell], school: School | None) -> Place:
    rows = list(cells)
    title = school.name if school is not None else rows[0].title or _("A place that is no school of the record")
    results = sorted(rows, key=lambda each: (each.subject, each.grade != "", each.grade))
    return Place(title, school.pk if school else None, tuple(map(_result, results)))


def _result(cell: Cell) -> Result:
    share = cell.proficient / cell.results
    spoken = _("%(low)s to %(high)s") % {"low": f"{cell.low:.0%}", "high": f"{cell.high:.0%}"}
    is_few = cell.results < FEW
    return Result(
        grade=cell.grade,
        subject=cell.subject,
        results=cell.results,
        proficient=cell.proficient,
        share="" if is_few else f"{share:.0%}",
        range=spoken,
        strip=strip(Span(None if is_few else share, cell.low, cell.high), WHOLE, spoken),
        is_few=is_few,
    )
