"""Judges a plan's workbook row by row against the plan of today, and takes it in; nothing is ever removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cupola.engine.paper.cells import plain
from cupola.modules.strategy.models import Goal, Initiative, Milestone, Money
from cupola.modules.strategy.services import cells
from cupola.modules.strategy.services.work import circle, set_needs_first
from cupola.modules.strategy.services.workbook import Lines
from cupola.shell.registers import CellError, Column, day, text, whole
from cupola.workspace import audit
from cupola.workspace.entering import keep
from cupola.workspace.folding import folded
from cupola.workspace.models import User

CODE = Column("code", "code", text(12), is_required=True)
TITLE = Column("title", "title", text(200), is_required=True)
LONG = text(30_000)
WHOLE = whole()
COLUMNS: Mapping[str, Sequence[Column]] = {
    "Goals": (
        *(CODE, TITLE, Column("text", "text", LONG), Column("measure", "measure", text(300))),
        Column("target", "measure_target", text(200)),
        Column("place", "place", cells.place),
        Column("open", "is_open", cells.yes_or_no),
    ),
    "Initiatives": (
        *(CODE, Column("goal", "goal", text(12)), TITLE, Column("text", "text", LONG)),
        Column("begins", "begins_on", day, is_required=True),
        Column("ends", "ends_on", day, is_required=True),
        Column("state", "state", cells.state),
        Column("hours", "hours", WHOLE),
        Column("promised", "promised", LONG),
    ),
    "Milestones": (
        *(CODE, Column("initiative", "initiative", text(12), is_required=True), TITLE),
        Column("due", "due_on", day, is_required=True),
        Column("done", "done_on", day),
        Column("hours", "hours", WHOLE),
        Column("needs first", "needs_first", cells.codes),
    ),
    "Money": (
        Column("initiative", "initiative", text(12), is_required=True),
        Column("fund", "fund", text(100), is_required=True),
        Column("school year", "school_year", cells.year, is_required=True),
        Column("dollars", "cents", cells.dollars, is_required=True),
    ),
}
# Between the parts of what a line of money is called; no fund is called so.
BETWEEN = " · "
REFERS = {"goal": "Goals", "initiative": "Initiatives"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One row: where it stands, what it is called, `new`, `changed`, `same` or `faulty`, and what there is to say."""

    sheet: str
    number: int
    key: str
    verdict: str
    says: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What the plan holds now, by sheet and key, as the cells would say it."""

    rows: Mapping[str, Mapping[str, Mapping[str, Any]]]


def now() -> Known:
    """The plan of today."""
    goals = {each.code: _values(each, "Goals") for each in Goal.objects.all()}
    initiatives = {
        each.code: {**_values(each, "Initiatives"), "goal": each.goal.code if each.goal else ""}
        for each in Initiative.objects.select_related("goal")
    }
    rows = Milestone.objects.select_related("initiative").prefetch_related("waits_for__needs_first")
    milestones = {
        each.code: {
            **_values(each, "Milestones"),
            "initiative": each.initiative.code,
            "needs_first": tuple(sorted(link.needs_first.code for link in each.waits_for.all())),
        }
        for each in rows
    }
    money = {
        BETWEEN.join((each.initiative.code, each.fund, str(each.school_year))): {
            **_values(each, "Money"),
            "initiative": each.initiative.code,
        }
        for each in Money.objects.select_related("initiative")
    }
    return Known({"Goals": goals, "Initiatives": initiatives, "Milestones": milestones, "Money": money})


def _values(row: Any, sheet: str) -> dict[str, Any]:
    found = {}
    for column in COLUMNS[sheet]:
        if column.field not in ("goal", "initiative", "needs_first"):
            value = getattr(row, column.field)
            found[column.field] = plain(value) if isinstance(value, str) else value
    return found


def judge(book: Mapping[str, Lines]) -> list[Judged]:
    """Every row of the workbook, in its order."""
    known = now()
    good: dict[str, set[str]] = {sheet: set(rows) for sheet, rows in known.rows.items()}
    found: list[Judged] = []
    for sheet in COLUMNS:
        rows = list(_sheet(sheet, book.get(sheet, []), known=known, good=good))
        if sheet == "Milestones":
            rows = _with_dependencies(rows, known)
        good[sheet] |= {each.key for each in rows if each.verdict != "faulty"}
        found += rows
    return found


def _sheet(sheet: str, lines: Lines, *, known: Known, good: Mapping[str, set[str]]) -> Iterator[Judged]:
    if not lines:
        return
    head = [folded(cell) for cell in lines[0]]
    at = {column: head.index(column.name) for column in COLUMNS[sheet] if column.name in head}
    keys = [column.name for column in COLUMNS[sheet][: 3 if sheet == "Money" else 1]]
    missing = [name for name in keys if name not in head]
    if missing:
        fact = _("The column %(names)s is missing.") % {"names": ", ".join(missing)}
        yield Judged(sheet, 1, "", "faulty", (f"{fact} {_('Take the plan as a spreadsheet again.')}",))
        return
    seen: set[str] = set()
    for number, line in enumerate(lines[1:], start=2):
        texts = {column: line[place] if place < len(line) else "" for column, place in at.items()}
        if any(texts.values()):
            yield _row(sheet, number, texts, around=(known, good, seen))


def _row(
    sheet: str,
    number: int,
    texts: Mapping[Column, str],
    *,
    around: tuple[Known, Mapping[str, set[str]], set[str]],
) -> Judged:
    known, good, seen = around
    values, faults = _read(texts)
    key = _key(sheet, values)
    before = known.rows[sheet].get(key)
    faults += _references(values, good) + _missing(sheet, texts, is_new=before is None)
    faults += _days({**(before or {}), **values}) + _closing(sheet, values, before)
    if key and key in seen:
        faults.append(_("It stands in this sheet twice. Take one of them out."))
    seen.add(key)
    if faults:
        return Judged(sheet, number, key, "faulty", tuple(faults))
    if before is None:
        return Judged(sheet, number, key, "new", (), values)
    changed = {name: value for name, value in values.items() if before[name] != value}
    says = tuple(_change(sheet, name, was=before[name], now=value) for name, value in changed.items())
    return Judged(sheet, number, key, "changed" if changed else "same", says, changed)


def _read(texts: Mapping[Column, str]) -> tuple[dict[str, Any], list[str]]:
    values, faults = {}, []
    for column, cell in texts.items():
        try:
            if column.is_required and not cell:
                raise CellError(column.name, _("is empty."), _("Fill it in."))
            values[column.field] = column.read(column.name, cell)
        except CellError as error:
            faults.append(str(error))
    return values, faults


def _key(sheet: str, values: Mapping[str, Any]) -> str:
    names = ("initiative", "fund", "school_year") if sheet == "Money" else ("code",)
    return BETWEEN.join(str(values.get(name, "")) for name in names)


def _references(values: Mapping[str, Any], good: Mapping[str, set[str]]) -> list[str]:
    return [
        str(
            CellError(
                name,
                _("%(code)s is not in the plan.") % {"code": values[name]},
                _("Give a code that the sheet %(sheet)s has.") % {"sheet": sheet},
            )
        )
        for name, sheet in REFERS.items()
        if values.get(name) and values[name] not in good[sheet]
    ]


def _missing(sheet: str, present: Iterable[Column], *, is_new: bool) -> list[str]:
    """A new row needs every required column; a known one keeps what the sheet has no column for."""
    absent = [each for each in COLUMNS[sheet] if each.is_required and is_new and each not in set(present)]
    fact = _("has no column, and this row is new.")
    return [str(CellError(column.name, fact, _("Add the column."))) for column in absent]


def _days(values: Mapping[str, Any]) -> list[str]:
    begin, end = values.get("begins_on"), values.get("ends_on")
    if isinstance(begin, date) and isinstance(end, date) and end < begin:
        return [str(CellError("ends", _("is before it begins."), _("Change one of the two days.")))]
    return []


def _closing(sheet: str, values: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[str]:
    if sheet != "Initiatives":
        return []
    state = values.get("state")
    was = before["state"] if before else "planned"
    if state is None or state == was or {state, was} <= {"planned", "active"}:
        return []
    next_step = _("Close it on its page, which asks what was measured.")
    return [str(CellError("state", _("cannot be changed to %(state)s here.") % {"state": state}, next_step))]


def _with_dependencies(rows: Sequence[Judged], known: Known) -> list[Judged]:
    """Rows whose milestones wait for ones that do not exist, or for themselves, are faulty."""
    edges = {code: set(values["needs_first"]) for code, values in known.rows["Milestones"].items()}
    for each in rows:
        if each.verdict != "faulty":
            edges.setdefault(each.key, set())
            if "needs_first" in each.values:
                edges[each.key] = set(each.values["needs_first"])
    return [_checked(each, edges) for each in rows]


def _checked(row: Judged, edges: Mapping[str, set[str]]) -> Judged:
    wanted = row.values.get("needs_first", ())
    unknown = [code for code in wanted if code not in edges]
    if unknown:
        said = {"codes": ", ".join(unknown)}
        fault = CellError("needs first", _("%(codes)s is no milestone.") % said, _("Give codes that exist."))
    elif wanted and circle(edges, row.key):
        fault = CellError("needs first", _("lets it wait for itself."), _("Take one of the codes out."))
    else:
        return row
    return replace(row, verdict="faulty", says=(str(fault),), values={})


def _change(sheet: str, name: str, *, was: Any, now: Any) -> str:
    title = next(column.name for column in COLUMNS[sheet] if column.field == name)
    said = {"field": title, "was": _said(name, was), "now": _said(name, now)}
    return _("%(field)s: %(was)s becomes %(now)s") % said


def _said(name: str, value: Any) -> str:
    if name == "cents":
        return f"${value / 100:,.2f}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return ", ".join(value) or _("nothing")
    shown = "" if value is None else str(value)
    return (shown if len(shown) <= 80 else f"{shown[:79]}…") or _("nothing")


@transaction.atomic
def take_in(rows: Iterable[Judged], *, by: User) -> int:
    """Write the new and the changed rows; all or none. Returns how many."""
    written = [each for each in rows if each.verdict in ("new", "changed")]
    for sheet in COLUMNS:
        for each in written:
            if each.sheet == sheet:
                _write(each, by)
    for each in written:
        if "needs_first" in each.values:
            wanted = Milestone.objects.filter(code__in=each.values["needs_first"])
            set_needs_first(Milestone.objects.get(code=each.key), wanted)
    audit.note("plan imported", user=by, rows=len(written))
    return len(written)


def _write(row: Judged, by: User) -> None:
    values = {name: value for name, value in row.values.items() if name != "needs_first"}
    if "goal" in values:
        values["goal"] = Goal.objects.filter(code=values["goal"]).first()
    if "initiative" in values:
        values["initiative"] = Initiative.objects.get(code=values["initiative"])
    if row.sheet == "Milestones" and row.verdict == "new":
        values["first_due_on"] = values["due_on"]
    found = _found(row)
    for name, value in values.items():
        setattr(found, name, value)
    keep(found, by=by, act=f"{found._meta.model_name} imported")


def _found(row: Judged) -> Goal | Initiative | Milestone | Money:
    """The row of the plan that is changed, or a new one."""
    if row.sheet == "Money":
        if row.verdict == "new":
            return Money()
        code, fund, year = row.key.split(BETWEEN)
        return Money.objects.get(initiative__code=code, fund=fund, school_year=year)
    models: Mapping[str, type[Goal] | type[Initiative] | type[Milestone]] = {
        "Goals": Goal,
        "Initiatives": Initiative,
        "Milestones": Milestone,
    }
    model = models[row.sheet]
    return model._default_manager.get(code=row.key) if row.verdict == "changed" else model()
