"""Learning objectives from a list: a CSV or XLSX file, or lines that were pasted."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cupola.modules.strategy.models import Objective
from cupola.modules.strategy.services.faults import PlanError
from cupola.modules.strategy.services.workbook import cell_text
from cupola.workspace import audit
from cupola.workspace.entering import keep
from cupola.workspace.folding import folded
from cupola.workspace.models import User

MOST_ROWS = 2_000
Line = tuple[str, str, str]


def read(name: str, content: bytes) -> list[Line]:
    """Code, title and text of each row. Raises `PlanError` with place, fact and next step."""
    rows = _workbook(name, content) if content[:2] == b"PK" else _text(content)
    rows = [row for row in rows if any(row)]
    head = [folded(cell) for cell in rows[0]] if rows else []
    missing = [column for column in ("code", "title") if column not in head]
    if missing:
        fact = _("has no column %(names)s.") % {"names": ", ".join(missing)}
        raise PlanError(name, fact, _("Name the columns code, title and text in the first row."))
    if len(rows) > MOST_ROWS:
        raise PlanError(name, _("has more than %(n)s rows.") % {"n": f"{MOST_ROWS:,}"}, _("Split it into several."))
    return _lines(name, rows)


def _lines(name: str, rows: Sequence[Sequence[str]]) -> list[Line]:
    head = [folded(cell) for cell in rows[0]]
    found: dict[str, Line] = {}
    for number, row in enumerate(rows[1:], start=2):
        cells = dict(zip(head, row, strict=False))
        code, title, text = (cells.get(column, "").strip() for column in ("code", "title", "text"))
        place = _("%(name)s, row %(n)s") % {"name": name, "n": number}
        if not code or not title:
            raise PlanError(place, _("code or title is empty."), _("Fill both in."))
        if len(code) > 20 or len(title) > 200:
            raise PlanError(place, _("code or title is too long."), _("Use 20 and 200 letters at most."))
        if code in found:
            raise PlanError(place, _("%(code)s stands there twice.") % {"code": code}, _("Take one out."))
        found[code] = (code, title, text)
    return list(found.values())


def _text(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    text = text.replace("\0", "")
    first = text.partition("\n")[0]
    return [
        [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    ]


def _workbook(name: str, content: bytes) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    except CalamineError as error:
        raise PlanError(name, _("is no workbook that can be read."), _("Save it as XLSX or CSV again.")) from error
    return [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]


@transaction.atomic
def take_in(lines: Sequence[Line], *, source: str, by: User) -> tuple[int, int]:
    """Add what is new and change what has another title or text; returns how many of each. Nothing is removed."""
    added = changed = 0
    for code, title, text in lines:
        row = Objective.objects.filter(code=code).first()
        if row is None:
            keep(Objective(code=code, title=title, text=text, source=source), by=by, act="objective added")
            added += 1
        elif (row.title, row.text) != (title, text):
            row.title, row.text, row.source = title, text, source or row.source
            keep(row, by=by, act="objective changed")
            changed += 1
    audit.note("objectives imported", user=by, added=added, changed=changed)
    return added, changed
