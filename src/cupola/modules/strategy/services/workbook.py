"""The plan as a workbook that people may change and bring back; no cell can be taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from cupola.engine.paper.cells import from_cell, to_cell
from cupola.modules.strategy.models import Goal, Initiative, Milestone, Money
from cupola.modules.strategy.services.faults import PlanError

SHEETS: Mapping[str, Sequence[str]] = {
    "Goals": ("code", "title", "text", "measure", "target", "place", "open"),
    "Initiatives": ("code", "goal", "title", "text", "begins", "ends", "state", "hours", "promised"),
    "Milestones": ("code", "initiative", "title", "due", "done", "hours", "needs first"),
    "Money": ("initiative", "fund", "school year", "dollars"),
}
MOST_ROWS = 5_000
MOST_BYTES = 5_000_000
Cells = Sequence[Any]
Lines = list[list[str]]


def write() -> bytes:
    """The workbook of the plan of today."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(file, options)
    formats = {"head": book.add_format({"bold": True}), "day": book.add_format({"num_format": "yyyy-mm-dd"})}
    for name, rows in (
        ("Goals", _goals()),
        ("Initiatives", _initiatives()),
        ("Milestones", _milestones()),
        ("Money", _money()),
    ):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, SHEETS[name], formats["head"])
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write_cell(sheet, (number, column), cell, formats=formats)
    book.close()
    return file.getvalue()


def _write_cell(sheet: Any, at: tuple[int, int], cell: Any, *, formats: Mapping[str, Any]) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(*at, cell, formats["day"])
    elif isinstance(cell, int | float):
        sheet.write_number(*at, cell)
    elif cell:
        sheet.write_string(*at, to_cell(cell))


def _goals() -> Iterable[Cells]:
    for each in Goal.objects.all():
        is_open = "yes" if each.is_open else "no"
        yield each.code, each.title, each.text, each.measure, each.measure_target, each.place, is_open


def _initiatives() -> Iterable[Cells]:
    for each in Initiative.objects.select_related("goal"):
        goal = each.goal.code if each.goal else ""
        days = (each.begins_on, each.ends_on)
        yield each.code, goal, each.title, each.text, *days, each.state, each.hours, each.promised


def _milestones() -> Iterable[Cells]:
    rows = Milestone.objects.select_related("initiative").prefetch_related("waits_for__needs_first")
    for each in rows:
        codes = ", ".join(sorted(link.needs_first.code for link in each.waits_for.all()))
        yield each.code, each.initiative.code, each.title, each.due_on, each.done_on, each.hours, codes


def _money() -> Iterable[Cells]:
    for each in Money.objects.select_related("initiative").order_by("initiative__code", "school_year", "fund"):
        yield each.initiative.code, each.fund, each.school_year, each.cents / 100


def read(name: str, content: bytes) -> dict[str, Lines]:
    """Sheet -> its lines as texts, for the sheets that we know. Raises `PlanError` when it is no such workbook."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = {
            sheet: [[cell_text(cell) for cell in line] for line in book.get_sheet_by_name(sheet).to_python(False)]
            for sheet in SHEETS
            if sheet in book.sheet_names
        }
    except CalamineError as error:
        raise PlanError(name, _("is no workbook that can be read."), _("Save it as XLSX again.")) from error
    if not found:
        raise PlanError(
            name,
            _("has none of the sheets %(names)s.") % {"names": ", ".join(SHEETS)},
            _("Take the plan as a spreadsheet first, change it, and bring that."),
        )
    if sum(map(len, found.values())) > MOST_ROWS:
        raise PlanError(name, _("has more than %(n)s rows.") % {"n": f"{MOST_ROWS:,}"}, _("Split it into several."))
    return found


def cell_text(cell: Any) -> str:
    """What stands in a cell, as text: days as 2027-05-31, whole numbers without a point."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return from_cell(str(cell))
