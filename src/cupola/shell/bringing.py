"""Brings a register's spreadsheet back: judged row by row, shown before anything is written, and taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupola.engine.errors import CupolaError
from cupola.engine.paper.cells import plain
from cupola.shell import spreadsheets
from cupola.shell.doors import UserRequest
from cupola.shell.registers import CellError, Column, Register
from cupola.workspace import audit
from cupola.workspace.folding import folded
from cupola.workspace.models import User

HOUR = 3600
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One row: where it stands, what it is called, `new`, `changed`, `same` or `faulty`, and what there is to say."""

    number: int
    key: str
    verdict: str
    says: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    row: Any = None


class SheetForm(forms.Form):
    """The spreadsheet."""

    sheet = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("The one that you took from here and changed, as XLSX or CSV."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


def judge(register: Register, lines: Sequence[Sequence[str]]) -> list[Judged]:
    """Every row of the sheet against what there is now."""
    head = [folded(cell) for cell in lines[0]]
    at = {column: head.index(folded(column.name)) for column in register.columns if folded(column.name) in head}
    missing = [
        column.name
        for column in register.columns
        if column.is_required and column.field in register.key and column not in at
    ]
    if missing:
        fact = _("The column %(names)s is missing.") % {"names": ", ".join(missing)}
        return [Judged(1, "", "faulty", (f"{fact} {_('Take the list as a spreadsheet again.')}",))]
    known = {_key(register, register.values(row)): row for row in register.rows()}
    seen: set[Key] = set()
    found = list(_passed_over(register, lines[0]))
    for number, line in enumerate(lines[1:], start=2):
        cells = {column: line[place] if place < len(line) else "" for column, place in at.items()}
        if any(cells.values()):
            found.append(_row(register, number, cells, known=known, seen=seen))
    return found


def _passed_over(register: Register, head: Sequence[str]) -> Iterator[Judged]:
    """Columns that the list does not have are told, not silently left out."""
    names = {folded(column.name) for column in register.columns}
    unknown = [cell for cell in head if cell and folded(cell) not in names]
    if unknown:
        said = _("The list has no column %(names)s: what stands there is passed over.") % {"names": ", ".join(unknown)}
        yield Judged(1, "", "faulty", (said,))


def _row(
    register: Register, number: int, cells: Mapping[Column, str], *, known: Mapping[Key, Any], seen: set[Key]
) -> Judged:
    values, faults = _read(cells)
    key = _key(register, values)
    named = (cells.get(column, "") for column in register.columns if column.field in register.key)
    shown = ", ".join(filter(None, named))
    row = known.get(key)
    if key in seen:
        faults.append(_("It stands in this sheet twice. Take one of them out."))
    seen.add(key)
    if row is None:
        faults += [
            f"{each.name} {_('has no column, and this row is new. Add the column.')}"
            for each in register.columns
            if each.is_required and each not in cells
        ]
    faults = faults or list(register.faults({**(register.values(row) if row else {}), **values}))
    if faults:
        return Judged(number, shown, "faulty", tuple(faults))
    if row is None:
        return Judged(number, shown, "new", (), values)
    before = register.values(row)
    changed = {name: value for name, value in values.items() if _compared(before[name]) != _compared(value)
               and name not in register.key}  # fmt: skip
    says = tuple(_change(column, before, changed) for column in register.columns if column.field in changed)
    return Judged(number, shown, "changed" if changed else "same", says, changed, row)


def _read(cells: Mapping[Column, str]) -> tuple[dict[str, Any], list[str]]:
    values, faults = {}, []
    for column, cell in cells.items():
        try:
            if column.is_required and not cell:
                raise CellError(column.name, _("is empty."), _("Fill it in."))
            values[column.field] = column.read(column.name, cell)
        except CellError as error:
            faults.append(str(error))
    return values, faults


def _key(register: Register, values: Mapping[str, Any]) -> Key:
    return tuple(folded(plain(spreadsheets.as_text(values.get(name)))) for name in register.key)


def _compared(value: Any) -> Any:
    return plain(value) if isinstance(value, str) else value


def _change(column: Column, before: Mapping[str, Any], changed: Mapping[str, Any]) -> str:
    said = {
        "field": column.name,
        "was": _said(column.write(before[column.field])),
        "now": _said(column.write(changed[column.field])),
    }
    return _("%(field)s: %(was)s becomes %(now)s") % said


def _said(value: Any) -> str:
    shown = spreadsheets.as_text(value)
    return (shown if len(shown) <= 80 else f"{shown[:79]}…") or _("nothing")


@transaction.atomic
def take_in(register: Register, rows: Sequence[Judged], *, by: User) -> int:
    """Write the new and the changed rows; all or none. Returns how many."""
    written = [each for each in rows if each.verdict in ("new", "changed")]
    for each in written:
        register.write(each.row, each.values, by)
    audit.note(f"{register.name} imported", user=by, rows=len(written))
    return len(written)


def export(register: Register, form: str) -> HttpResponse:
    """The register as a file: `xlsx` or `csv`."""
    is_book = form == "xlsx"
    content = spreadsheets.as_workbook(register) if is_book else spreadsheets.as_csv(register)
    answer = HttpResponse(content, content_type=XLSX if is_book else "text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{register.name}.{form}"'
    return answer


def bring(request: UserRequest, register: Register, *, back: str, take: str) -> HttpResponse:
    """Show what a spreadsheet would change; the second button changes it. `take` is where one gets the spreadsheet."""
    if "book" in request.POST:
        return _take_in(request, register, back)
    around = {"back": back, "take": take, "register": register}
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            lines = spreadsheets.read(sheet.name, b"".join(sheet.chunks())[: spreadsheets.MOST_BYTES + 1])
        except CellError as error:
            form.add_error("sheet", str(error))
        else:
            return _looked_at(request, register, lines=lines, around=around)
    return render(request, "shell/bring.html", {"form": form, **around}, status=422 if form.errors else 200)


def _looked_at(
    request: UserRequest, register: Register, *, lines: spreadsheets.Lines, around: Mapping[str, Any]
) -> HttpResponse:
    rows = judge(register, lines)
    counts = {each: sum(row.verdict == each for row in rows) for each in ("new", "changed", "same", "faulty")}
    said = {"by": request.user.pk, "register": register.name, "lines": lines}
    signed = signing.dumps(said, salt="shell.bringing", compress=True)
    shown = [each for each in rows if each.verdict != "same"]
    context = {"rows": shown, "counts": counts, "signed": signed, "writes": counts["new"] + counts["changed"]}
    return render(request, "shell/looked_at.html", {**context, **around})


def _take_in(request: UserRequest, register: Register, back: str) -> HttpResponse:
    try:
        said = signing.loads(request.POST["book"], salt="shell.bringing", max_age=HOUR)
    except signing.BadSignature:
        said = {}
    if (said.get("by"), said.get("register")) != (request.user.pk, register.name):
        messages.error(request, _("That spreadsheet was looked at too long ago. Look at it again."))
        return redirect(request.path)
    try:
        written = take_in(register, judge(register, said["lines"]), by=request.user)
    except CupolaError as error:
        messages.error(request, str(error))
        return redirect(request.path)
    messages.success(request, _("%(n)s rows were taken in.") % {"n": written})
    return redirect(back)
