"""Results files of test vendors, without a fault: the headers that the shipped mappings know, the district's students.

What a vendor's columns are called is known only to the mappings; so they are read here, and everything else is
made without them. Mappings of lines without a header are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product
from typing import Any

from cupola.engine.catalog import catalogue_folder, read_yaml
from tests.mutator.clean_people import Student, students
from tests.mutator.sheets import Content, Sheet

Told = dict[str, Any]
FORMATS = {"MM/YYYY": "09/2026", "MMYY": "0926"} | {
    "MM/DD/YYYY": "09/16/2026",
    "MMDDYYYY": "09162026",
    "YYYY-MM-DD": "2026-09-16",
    "YYYYMMDD": "20260916",
}
# What names a column of a result, and the word in it that stands for every school year.
NAMES = ("header", "level", "named_by", "date")
YEAR = {"school year": "2026/2027"}
HOW_MANY = 24
FOLDER = "results"


@cache
def mappings() -> dict[str, Told]:
    """The mappings of results whose files have a header and no cells that are to be cut up."""
    found = {path.stem: read_yaml(path) for path in (catalogue_folder() / "mappings").glob("*.yaml")}
    return {name: found[name] for name in sorted(found) if _is_plain(found[name])}


def _is_plain(told: Told) -> bool:
    cut_up = "fixed" in told or "stamps" in told or any("places" in each for each in told.get("results", []))
    headless = any(mark.startswith("column ") for mark in told["signature"])
    return told["form"] == "result_list" and not (cut_up or headless)


def tested() -> list[Student]:
    """The students who took every test: some of each grade of the high school."""
    return [each for each in students() if each.school.key == "org-hi" and not each.left][::3][:HOW_MANY]


def file_of(name: str) -> str:
    return f"{FOLDER}/{name}.csv"


def results(names: Iterable[str]) -> dict[str, Content]:
    """The files that these mappings read."""
    return {file_of(name): _sheet(mappings()[name]) for name in names}


def scores(told: Told) -> list[Told]:
    """The results of a mapping, one for each column they stand in; columns of any school year are this year's."""
    return [
        {**each, **{key: each[key].format_map(YEAR | said) for key in NAMES if key in each}}
        for each in told.get("results", [])
        for said in _turns(each.get("for", {}))
    ]


def _turns(wanted: dict[str, list[str]]) -> list[dict[str, str]]:
    return [dict(zip(wanted, turn, strict=True)) for turn in product(*wanted.values())]


def _sheet(told: Told) -> Sheet:
    columns = {key: each["header"] for key, each in told["columns"].items() if "header" in each}
    further = [each[key] for each in scores(told) for key in NAMES if key in each]
    known = list(dict.fromkeys([*columns.values(), *further]))
    lower = {name.casefold() for name in known}
    header = known + [mark for mark in told["signature"] if mark.casefold() not in lower]
    return Sheet(header, [dict.fromkeys(header, "") | _row(told, each) for each in tested()])


def _row(told: Told, student: Student) -> dict[str, str]:
    row = {}
    for number, each in enumerate(each for each in scores(told) if "header" in each):
        low, high = each.get("range", (10, 90))
        row[each["header"]] = str(int(low + (high - low) * ((student.number * 7 + number) % 9) / 9))
        beside = {"level": "Level 2", "named_by": f"Part {number}", "date": "2026-09-16"}
        row |= {each[key]: cell for key, cell in beside.items() if key in each}
    told_of = {key: each for key, each in told["columns"].items() if "header" in each}
    cells = {each["header"]: _cell(key, each, student) for key, each in told_of.items()}
    if "assessment" in told_of:
        cells[told_of["assessment"]["header"]] = f"Fall {told['name']}"
    return row | {header: cell for header, cell in cells.items() if cell is not None}


def _cell(key: str, told: Told, student: Student) -> str | None:
    born = dict(zip(("YYYY", "MM", "DD"), student.birth_date.split("-"), strict=True))
    if key == "birth_date":
        form: str = told.get("dates", "YYYY-MM-DD")
        for word, part in born.items():
            form = form.replace(word, part)
        return form
    return {
        "local_id": student.local_id,
        "state_id": student.state_id,
        "vendor_id": f"V{student.number:06d}",
        "given_name": student.given,
        "family_name": student.family,
        "school_code": student.school.code,
        "grade": student.grade.lstrip("0"),
        "administration_date": FORMATS[told.get("dates", "YYYY-MM-DD")],
        "school_year": "2027",
        "record_id": f"R{student.number:06d}",
        "subject": "Reading",
    }.get(key)
