"""Damage to results files of test vendors; which vendor's file it is, is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from tests.mutator.clean_results import FORMATS, Told, file_of, mappings, results, scores
from tests.mutator.expectations import ROSTER, VENDOR_FILES, Draw, Expectation, Must, Mutations, expects
from tests.mutator.sheets import Files, Sheet, Style, raw

VENDORS = Mutations("results of vendors", ROSTER, VENDOR_FILES, look=("ASM",))
NUMBERS = ("local_id", "state_id", "vendor_id")
Made = tuple[Files, Expectation]
Row = dict[str, str]


def drawn(draw: Draw, files: Files, having: Iterable[str], lacking: Iterable[str] = ()) -> tuple[str, Told, Sheet]:
    """The clean file of one more vendor, whose mapping has these columns: its name, the mapping, the table."""
    fitting = {
        name: told
        for name, told in mappings().items()
        if all("header" in told["columns"].get(column, {}) for column in having)
        and not set(lacking) & set(told["columns"])
        and file_of(name) not in files
    }
    name = draw.rng.choice(sorted(fitting))
    table = results([name])[file_of(name)]
    assert isinstance(table, Sheet)
    files[file_of(name)] = table
    return file_of(name), fitting[name], table


def header(told: Told, column: str) -> str:
    found: str = told["columns"][column]["header"]
    return found


def made_unknown(told: Told, rows: Iterable[Row]) -> None:
    """Give rows numbers that nobody has, and a name and a day of birth of nobody."""
    for number, row in enumerate(rows):
        for column in {*NUMBERS, "given_name", "family_name"} & set(told["columns"]):
            row[header(told, column)] = f"9{number}77{number}31" if column in NUMBERS else f"Nobody{number}"


@VENDORS.one()
def a_score_is_too_high(draw: Draw, files: Files) -> Made:
    """A hundred times the highest: two places of the decimal point."""
    file, told, table = drawn(draw, files, ["local_id"])
    while not (ranged := [each for each in scores(told) if "range" in each and "header" in each]):
        del files[file]
        file, told, table = drawn(draw, files, ["local_id"])
    row = draw.row(table)
    told_of = draw.rng.choice(ranged)
    row[told_of["header"]] = str(int(told_of["range"][1]) * 100 + 1)
    return files, expects(Must("ASM-006", file, row))


@VENDORS.one()
def a_test_lies_in_the_future(draw: Draw, files: Files) -> Made:
    file, told, table = drawn(draw, files, ["administration_date", "local_id"])
    row = draw.row(table)
    day = FORMATS[told["columns"]["administration_date"].get("dates", "YYYY-MM-DD")]
    row[header(told, "administration_date")] = day.replace("2026", "2028")
    return files, expects(Must("ASM-007", file, row))


@VENDORS.one()
def a_test_has_two_results(draw: Draw, files: Files) -> Made:
    file, told, table = drawn(draw, files, ["administration_date", "local_id"])
    row = draw.row(table)
    again = table.add(row)
    for each in scores(told):
        if "header" in each:
            again[each["header"]] = str(int(row[each["header"]]) - 1)
    return files, expects(Must("ASM-008", file, again), also=("ASM-006",))


@VENDORS.one()
def a_student_was_tested_as_a_small_child(draw: Draw, files: Files) -> Made:
    file, told, table = drawn(draw, files, ["administration_date", "local_id", "grade"])
    row = draw.row(table)
    row[header(told, "grade")] = "3"
    return files, expects(Must("ASM-009", file, row), also=("ASM-003",))


@VENDORS.one()
def only_the_state_number_is_known(draw: Draw, files: Files) -> Made:
    file, told, table = drawn(draw, files, ["state_id", "local_id"])
    row = draw.row(table)
    right = row[header(told, "local_id")]
    row[header(told, "local_id")] = "0077777"
    return files, expects(Must("ASM-001", file, row, repair=right))


@VENDORS.one()
def a_stranger_was_tested(draw: Draw, files: Files) -> Made:
    file, told, table = drawn(draw, files, ["local_id", "administration_date"])
    row = draw.row(table)
    made_unknown(told, [row])
    if "birth_date" in told["columns"]:
        row[header(told, "birth_date")] = ""
    return files, expects(Must("ASM-002", file, row))


@VENDORS.one()
def a_result_is_of_the_elementary_school(draw: Draw, files: Files) -> Made:
    file, told, table = drawn(draw, files, ["school_code", "grade", "local_id"])
    row = draw.row(table)
    row[header(told, "school_code")] = "0041"
    return files, expects(Must("ASM-003", file, row))


@VENDORS.one()
def a_file_is_of_another_district(draw: Draw, files: Files) -> Made:
    file, told, table = drawn(draw, files, ["local_id"])
    made_unknown(told, table.rows)
    return files, expects(Must("ASM-004", file, subject=file))


@VENDORS.one()
def some_students_have_left_since(draw: Draw, files: Files) -> Made:
    file, told, table = drawn(draw, files, ["local_id"], ["administration_date"])
    made_unknown(told, draw.rng.sample(table.rows, 6))
    return files, expects(Must("ASM-005", file, subject=file))


@VENDORS.one()
def the_last_row_of_results_breaks_off(draw: Draw, files: Files) -> Made:
    file, _, table = drawn(draw, files, ["local_id"])
    whole = raw(files, file, Style())
    last = whole.decode().splitlines()[-1]
    files[file] = whole[: -len(last) + draw.rng.randrange(8, len(last) // 2)]
    return files, expects(Must("FIL-012", file, line=len(table.rows) + 1))


@VENDORS.one()
def numbers_of_students_have_lost_their_zeros(draw: Draw, files: Files) -> Made:
    """A spreadsheet took them for numbers; the students are found all the same."""
    file, told, table = drawn(draw, files, ["local_id"])
    for row in table.rows:
        row[header(told, "local_id")] = row[header(told, "local_id")].lstrip("0")
    return files, expects(Must("FRM-015", file, line=2))
