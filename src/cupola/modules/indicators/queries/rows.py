"""The rows behind a figure, for who may see them and within what they may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from cupola.engine.measures.behind import Row, Where, kind_behind, rows_behind
from cupola.engine.measures.kinds import Measure
from cupola.modules.indicators.measures import named, saying
from cupola.modules.indicators.queries.measure import OF_THE_DISTRICT, ROWS_BY
from cupola.modules.indicators.queries.trends import SEE
from cupola.workspace.figures import figures_for
from cupola.workspace.models import Figure, Publication, School, User
from cupola.workspace.policy import everywhere, scope_of, visible

PAGE = 50
ONLY = ("top", "rest", "")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: of one school (its primary key), of a band or group, which of the rows, from which page."""

    school: School | None = None
    key: str = ""
    only: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row as it is shown, its school by name."""

    row: Row
    school: str


@dataclass(frozen=True, slots=True)
class RowsPage:
    """A page of rows with what they add up to, and the figure that they must equal."""

    measure: Measure
    asked: Asked
    place: str
    figure: Figure | None
    value: str
    rows: tuple[RowLine, ...]
    count: int
    first: int
    last: int
    top: float
    bottom: float
    counts_rows: bool
    is_narrowed: bool
    has_more: bool
    newest: Publication


def schools_of(kind: str, user: User) -> Sequence[str] | None:
    """The keys of the schools whose rows the user may open, None for all; raises `PermissionError` for none."""
    verb = ROWS_BY[kind]
    if everywhere(user, verb) and everywhere(user, SEE):
        return None
    how, keys = scope_of(user, verb)
    if how != "schools" or kind in OF_THE_DISTRICT:
        raise PermissionError(verb)
    return keys


def rows_page(measure: Measure, user: User, asked: Asked) -> RowsPage | None:
    """A page of the rows behind a figure; None where none are told. Raises `PermissionError`."""
    newest = Publication.newest()
    kind = kind_behind(measure.id)
    if newest is None or not kind:
        return None
    allowed = schools_of(kind, user)
    if measure.restricted and not everywhere(user, "see names"):
        raise PermissionError("see names")
    schools: Sequence[str] | None = allowed
    if asked.school is not None:
        if allowed is not None and asked.school.key not in allowed:
            raise PermissionError(ROWS_BY[kind])
        schools = (asked.school.key,)
    figure = _figure(measure, user, asked, newest=newest)
    first = (asked.page - 1) * PAGE
    is_group = "student_group" in measure.grain
    where = Where(
        Path(settings.DATA_FOLDER),
        newest.snapshot,
        newest.as_of,
        schools=schools,
        grade_band="" if is_group else asked.key,
        student_group=asked.key if is_group else "",
        only=asked.only,
        first=first,
        most=PAGE,
    )
    found = rows_behind(measure.id, where)
    names = dict(visible(School.objects.all(), user, SEE).values_list("key", "name"))
    return RowsPage(
        measure=measure,
        asked=asked,
        place=str(asked.school or named(asked.key) or _("the whole district")),
        figure=figure,
        value=saying(measure)(figure.value) if figure else "",
        rows=tuple(RowLine(row, names.get(row.school, "")) for row in found.rows),
        count=found.count,
        first=first + 1 if found.rows else 0,
        last=first + len(found.rows),
        top=found.top,
        bottom=found.bottom,
        counts_rows=all(row.top in (0, 1) and row.bottom in (0, 1) for row in found.rows),
        is_narrowed=allowed is not None and asked.school is None,
        has_more=first + len(found.rows) < found.count,
        newest=newest,
    )


def _figure(measure: Measure, user: User, asked: Asked, *, newest: Publication) -> Figure | None:
    seen = figures_for(user, newest).filter(measure_id=measure.id)
    if asked.school is not None:
        return seen.filter(grain="school", school=asked.school).last()
    return seen.filter(key=asked.key).exclude(grain__in=("school", "item")).last()
