"""The generated checks of one column, from its description: required, listed, typed, an identifier, a grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cupola.engine.backends.duck import quoted
from cupola.engine.record.sources_view import as_type
from cupola.engine.sources.forms import Column, FileForm

GRADES = "'IT','PR','PK','TK','KG','01','02','03','04','05','06','07','08','09','10','11','12','13','PS','UG','Other'"
EMAIL = r"^[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+$"
PHONE = r"^[+]?[0-9().\-/ x#*]{7,}( ?(ext|x)[.: ]*[0-9]+ *)?$"


@dataclass(frozen=True, slots=True)
class Rule:
    """One generated check of one column: the rows where `where` holds are findings, all in one if `once`.

    `screen` holds for every such row and perhaps for others. Several rules share one, so that a clean column is
    looked at once for all of them.
    """

    check: str
    column: Column
    where: str
    says: str
    repair: str | None = None
    once: bool = False
    screen: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The SQL of a column's cell: its value, its text as read, and whether a mapping translates it."""

    value: str
    text: str
    listed: bool

    @classmethod
    def of(cls, column: Column, cells: Mapping[str, str], form: FileForm) -> Cell:
        """The cell of a column of a form."""
        value = cells[column.name]
        return cls(value, cells.get(f"{column.name}_text", value), form.table.endswith("_list"))


def column_rules(column: Column, cells: Mapping[str, str], form: FileForm) -> Iterator[Rule]:
    """The generated checks of one column; `cells` gives the SQL of each column's cell in the file."""
    cell = Cell.of(column, cells, form)
    text = cell.text
    is_id = column.kind in ("id", "ref", "refs")
    if column.required:
        says = "{column} is empty."
        where = first(f"coalesce({text}, '') < '!'", f"coalesce(trim({text}), '') = ''")
        yield Rule("FRM-001", column, where, says, screen=_id_screen(column, text) if is_id else None)
    if column.values:
        yield from _value_rules(column, cell)
    if is_id:
        yield from _identifier_rules(column, text, form)
    elif column.typed:
        typed = cells.get(f"{column.name} as {column.typed}") or as_type(cell.value, column.typed)
        yield from _typed_rules(column, text, typed=typed, form=form)
    elif column.kind in ("grade", "grades"):
        yield from _grade_rules(column, cell)
    elif column.kind == "email":
        odd = f"NOT regexp_matches({text}, {quoted(EMAIL)})"
        where = first(odd, f"trim({text}) <> '' AND NOT regexp_matches(trim({text}), {quoted(EMAIL)})")
        yield Rule("FRM-006", column, where, "{column} is not an e-mail address.")
    elif column.kind == "phone":
        odd = f"NOT regexp_matches(trim({text}), {quoted(PHONE)})"
        where = first(odd, f"trim({text}) <> '' AND NOT regexp_matches(lower(trim({text})), {quoted(PHONE)})")
        yield Rule("FRM-007", column, where, "{column} is not a telephone number.")
    elif column.kind == "year":
        where = f"trim({text}) <> '' AND NOT regexp_matches(trim({text}), '^[0-9]{{4}}$')"
        yield Rule("FRM-012", column, where, "{column} is not a year of four digits.")


def first(cheap: str, dear: str) -> str:
    """Both conditions, the dear one only where the cheap one holds: counts would weigh both sides of AND always."""
    return f"CASE WHEN {cheap} THEN {dear} END"


def _value_rules(column: Column, cell: Cell) -> Iterator[Rule]:
    text = cell.text
    if cell.listed:
        yield Rule(
            "FRM-002",
            column,
            f"{text} IS NOT NULL AND {cell.value} IS NULL",
            "{column} holds a word that the mapping does not know.",
        )
        return
    values = ", ".join(quoted(value) for value in column.values)
    lowered = ", ".join(quoted(value.lower()) for value in column.values)
    cases = " ".join(f"WHEN {quoted(value.lower())} THEN {quoted(value)}" for value in column.values)
    yield Rule(
        "FRM-002",
        column,
        first(f"{text} NOT IN ({values})", f"trim({text}) <> ''"),
        "{column} is not one of " + ", ".join(column.values) + ".",
        f"CASE lower(trim({text})) {cases} END" if lowered else None,
    )


def _identifier_rules(column: Column, text: str, form: FileForm) -> Iterator[Rule]:
    shown = f"regexp_matches({text}, '^[0-9](\\.[0-9]+)?E\\+[0-9]+$')"
    screen = _id_screen(column, text)
    yield Rule(
        "FRM-008",
        column,
        first(f"contains({text}, ' ')", f"trim({text}) NOT IN ('', {text})"),
        "{column} has blanks around it.",
        f"trim({text})",
        screen=screen,
    )
    yield Rule(
        "FRM-009",
        column,
        first(f"{text} < ':'", first(f"contains({text}, 'E+')", shown)),
        "{column} is in scientific notation; its digits are lost.",
        screen=screen,
    )
    yield Rule(
        "FRM-010",
        column,
        f"starts_with({text}, '''')",
        "{column} begins with an apostrophe, put there for Excel.",
        f"ltrim({text}, '''')",
        screen=screen,
    )
    if not form.table.endswith("_list"):
        yield Rule(
            "FRM-011",
            column,
            first(f"strlen({text}) > 255", f"length({text}) > 255"),
            "{column} is longer than 255 characters.",
            screen=screen,
        )


def _id_screen(column: Column, text: str) -> str:
    """What any rule of an identifier may have to say something of."""
    lost = first(f"{text} < ':'", f"contains({text}, 'E+')")
    odd = f"{text} < '(' OR contains({text}, ' ') OR strlen({text}) > 255 OR {lost}"
    return f"{text} IS NULL OR {odd}" if column.required else odd


def _typed_rules(column: Column, text: str, *, typed: str, form: FileForm) -> Iterator[Rule]:
    word = f"trim({text}) <> '' AND lower(trim({text})) NOT LIKE 'never%'"
    unread = first(f"{text} IS NOT NULL AND ({typed}) IS NULL", word)
    if column.kind == "bool":
        unread = first(f"{text} NOT IN ('true', 'false')", f"({typed}) IS NULL AND {word}")
        yield Rule("FRM-002", column, unread, "{column} is neither true nor false.")
        if form.table.startswith("oneroster_"):
            yield Rule(
                "FRM-003",
                column,
                first(f"{text} NOT IN ('true', 'false')", f"({typed}) IS NOT NULL"),
                "{column} is not written true or false.",
                f"CAST(({typed}) AS VARCHAR)",
            )
    elif column.kind in ("date", "time"):
        guess = f"CAST(try_strptime({text}, ['%m/%d/%Y', '%m/%d/%Y %I:%M:%S %p']) AS DATE)"
        clear = f"CASE WHEN TRY_CAST(split_part({text}, '/', 2) AS INTEGER) > 12 THEN CAST({guess} AS VARCHAR) END"
        yield Rule("FRM-004", column, unread, "{column} is not a date that exists, as YYYY-MM-DD.", clear)
    elif column.kind == "usdate":
        yield Rule("FRM-004", column, unread, "{column} is not a date that exists, as MM/DD/YYYY.")
    else:
        yield Rule("FRM-012", column, unread, "{column} is not a number.")


def _grade_rules(column: Column, cell: Cell) -> Iterator[Rule]:
    text = cell.text
    if cell.listed:
        where = f"{text} IS NOT NULL AND trim({text}) <> '' AND {cell.value} IS NULL"
        yield Rule("FRM-005", column, where, "{column} holds a grade that is not in the list.")
        return
    outside = first(
        f"{text} NOT IN ({GRADES})",
        f"trim({text}) <> '' AND len(list_filter(string_split({text}, ','), lambda g: trim(g) NOT IN ({GRADES}))) > 0",
    )
    padded = (
        f"CASE WHEN regexp_matches(trim({text}), '^[1-9]$') THEN '0' || trim({text}) "
        f"WHEN upper(trim({text})) IN ('K', 'KF', '0') THEN 'KG' END"
    )
    yield Rule("FRM-005", column, outside, "{column} holds a grade that is not in the CEDS list.", padded)
