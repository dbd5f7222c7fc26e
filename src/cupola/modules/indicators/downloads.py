"""A measure as a file: CSV and XLSX that no spreadsheet takes for formulas, and its drawing as SVG and PNG."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from cupola.engine.measures.kinds import Measure
from cupola.engine.paper.measure_charts import wide_chart
from cupola.engine.paper.pictures import alone, as_png
from cupola.modules.indicators.measures import GRAINS, named
from cupola.modules.indicators.queries.measure import events_seen
from cupola.modules.indicators.queries.six import targets_seen
from cupola.modules.indicators.queries.trends import SEE, drawn, past
from cupola.shell.bringing import XLSX
from cupola.shell.spreadsheets import Cells, sheet_csv, sheet_workbook
from cupola.shell.templatetags.ui import day
from cupola.workspace.models import District, Figure, Publication, User
from cupola.workspace.policy import visible

FORMS = ("csv", "xlsx", "svg", "png")
HEAD = (
    *("measure", "version", "title", "as of", "snapshot", "grain", "place", "numerator", "denominator", "value"),
    *("low", "high", "coverage", "unit"),
)


def download(measure: Measure, form: str, user: User) -> HttpResponse | None:
    """The file in one of `FORMS`, with what the user may see; None where there is nothing to draw."""
    if form in ("csv", "xlsx"):
        rows = rows_of(measure, user)
        content = sheet_csv(HEAD, rows) if form == "csv" else sheet_workbook(measure.id, HEAD, rows)
        return _answer(content, measure, form)
    picture = drawing(measure, user)
    if not picture:
        return None
    return _answer(picture.encode() if form == "svg" else as_png(picture), measure, form)


def _answer(content: bytes, measure: Measure, form: str) -> HttpResponse:
    kinds = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX, "svg": "image/svg+xml", "png": "image/png"}
    answer = HttpResponse(content, content_type=kinds[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{measure.slug}.{form}"'
    return answer


def rows_of(measure: Measure, user: User) -> Sequence[Cells]:
    """Every published figure of a measure that the user may see, the newest first."""
    shown = Figure.objects.filter(measure_id=measure.id, publication__finished_at__isnull=False)
    found = visible(shown, user, SEE).select_related("school", "publication")
    return [
        (
            *(each.measure_id, each.version, measure.title, each.as_of, each.publication.snapshot),
            *(str(GRAINS.get(each.grain, each.grain)), _place(each), each.numerator, each.denominator, each.value),
            *(each.low, each.high, each.coverage, measure.unit),
        )
        for each in found.order_by("-as_of", "-publication", "grain", "key")
    ]


def _place(each: Figure) -> str:
    if each.grain == "district":
        return ""
    return each.school.name if each.school is not None else named(each.key)


def drawing(measure: Measure, user: User) -> str:
    """The chart of the page as a picture that stands alone; empty where nothing is known."""
    newest = Publication.newest()
    if newest is None:
        return ""
    told = past(user, [measure.id])
    targets = targets_seen(user).filter(measure_id=measure.id, school=None)
    svg = wide_chart(drawn(measure, told, newest=newest, targets=targets, events=events_seen(user)))
    if not svg:
        return ""
    words = {"name": District.here().name, "day": day(newest.as_of), "id": measure.id, "of": measure.of}
    return alone(svg, title=measure.title, source=_("%(name)s, record of %(day)s. %(id)s, of %(of)s.") % words)
