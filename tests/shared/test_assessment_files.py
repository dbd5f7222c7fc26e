"""The results files of test vendors: each row read or set aside, each score a result, each number looked up."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from cupola.engine.journey import CheckOptions, check_paths, load
from cupola.engine.loading import LoadOptions
from cupola.engine.sources.fixed_width import LINE
from cupola.engine.sources.forms import folded
from cupola.engine.sources.mapped_results import PLACES, in_school_years
from cupola.engine.sources.mapping import shipped_mappings
from tests.once import worked_out_once
from tests.shared.loads import Record
from tests.shared.places import AS_OF, DATA, needs_shared

FILES = DATA / "edanalytics-assessments"
STUDENTS = DATA / "edfi-grandbend-xml" / "Student.xml"
NO_RESULTS = {"SC_Alternate_Assessment/data/columns_by_year.csv", "README.md"}
COPY = "Beacon/data/sample_anonymized_file_24_25.csv"
BELOW_TITLES = {"CIRCLE/data/sample_anonymized_file.csv": 2, "TX_KEA/data/sample_anonymized_file.csv": 2}
NOTHING = {"", "na", "n/a", "n/a*", "null", "none", ".", "*", "-", "--", "---"}

pytestmark = needs_shared


def paths() -> dict[str, Path]:
    """The 75 files by their path below the folder."""
    found = {path.relative_to(FILES).as_posix(): path for path in sorted(FILES.rglob("*")) if path.is_file()}
    return {name: path for name, path in found.items() if name != "README.md"}


def rows_of(name: str) -> tuple[list[str], list[list[str]]]:
    """Header and rows by Python's csv module; a file of fixed width has one cell a line."""
    text = paths()[name].read_text(encoding="utf-8-sig")
    if name.endswith(".txt") and "\t" not in text:
        return [LINE], [[line] for line in text.splitlines() if line]
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter="\t" if name.endswith(".txt") else ","))
    titles = BELOW_TITLES.get(name, 0)
    return rows[titles], rows[titles + 1 :]


def grand_bend() -> set[str]:
    return set(re.findall(r"<StudentUniqueId>([^<]+)<", STUDENTS.read_text(encoding="utf-8")))


def resolves(name: str, ids: set[str]) -> bool:
    """Whether half of the cells of some column, or half of the lines, hold the number of a student."""
    header, rows = rows_of(name)
    if header == [LINE]:
        return 2 * sum(any(number in row[0] for number in ids) for row in rows) >= len(rows)
    columns = zip(*(row for row in rows if len(row) == len(header)), strict=True)
    return any(2 * sum(cell.strip() in ids for cell in column) >= len(rows) for column in columns)


@pytest.fixture(scope="module")
def delivery(tmp_path_factory):
    """The folder, and beside it a list of the students of Grand Bend with made-up names."""
    folder = tmp_path_factory.mktemp("grand-bend")
    lines = ["Student Number,First Name,Last Name,School ID"]
    lines += [f"{number},Given {number},Family {number},255901001" for number in sorted(grand_bend())]
    (folder / "students.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [FILES, folder]


@pytest.fixture(scope="module")
def report(delivery, tmp_path_factory):
    options = CheckOptions(data=tmp_path_factory.mktemp("none"), as_of=AS_OF)
    return worked_out_once(tmp_path_factory, "report-on-results", lambda: check_paths(delivery, options))


def below(name: str | None) -> str:
    """A file of the delivery by its path below the folder of results."""
    return (name or "").removeprefix("edanalytics-assessments/")


def test_every_row_of_the_75_files_is_read_or_set_aside(report):
    assert len(paths()) == 75
    seen = {below(file.name): file for file in report.files if below(file.name) in paths()}
    tables = set(paths()) - NO_RESULTS - {COPY}
    counted = {name: seen[name].rows_read + seen[name].rows_set_aside for name in tables}
    assert counted == {name: len(rows_of(name)[1]) for name in tables}
    assert {seen[name].table for name in tables} == {"result_list"}
    assert all(seen[name].why.startswith("the mapping ") for name in tables)
    assert [seen[name].rows_set_aside for name in tables if seen[name].rows_set_aside] == [1]


def test_what_is_no_results_file_is_said(report):
    assert {below(found.file) for found in report.findings if found.check == "FIL-001"} == NO_RESULTS
    assert [below(found.file) for found in report.findings if found.check == "FIL-021"] == [COPY]


def test_51_files_resolve_against_grand_bend_and_24_say_that_they_do_not(report):
    ids = grand_bend()
    assert len(ids) == 960
    resolving = {name for name in paths() if resolves(name, ids)}
    assert len(resolving) == 51
    said = {below(found.file): found.message for found in report.findings if found.check == "ASM-004"}
    told = [below(found.file) for found in report.findings if found.check == "ASM-004"]
    assert len(told) == len(set(told)) == 23
    assert set(told) == set(paths()) - resolving - NO_RESULTS
    assert COPY in resolving
    for name, message in said.items():
        assert message.endswith("known in any list of students."), name
        assert message.startswith(("None of the ", "The one student number ", "Only ")), name


def test_nothing_is_shouted_row_by_row(report):
    found = Counter(found.check for found in report.findings if found.check.startswith("ASM"))
    assert found["ASM-001"] == found["ASM-002"] == 0
    assert [below(each.file) for each in report.findings if each.check == "ASM-005"] == [
        "PreACT/data/Records_anonymized.txt"
    ]


def test_each_score_of_each_row_becomes_a_result(delivery, tmp_path):
    record = Record(tmp_path / "data")
    load(delivery, LoadOptions(record.folder, as_of=AS_OF, accept_mapping=True))
    counted = dict(record.ask("SELECT s.file, count(*) FROM {assessment_results} s GROUP BY s.file"))
    assert sum(counted.values()) == sum(results_of(name) for name in set(paths()) - NO_RESULTS - {COPY})
    of_students = "FROM {assessment_results} WHERE person_id LIKE 'students:%'"
    linked = dict(record.ask(f"SELECT file, count(*) {of_students} GROUP BY file"))
    files, ids = record.files(), grand_bend()
    assert {below(files[number]) for number in linked} == {name for name in paths() if resolves(name, ids)} - {COPY}
    assert sum(linked.values()) > 4_000


def results_of(name: str) -> int:
    """How many scores a file holds, by the mapping's headers and Python's csv module."""
    header, rows = rows_of(name)
    there = {folded(each): place for place, each in reversed(list(enumerate(header)))}
    if header == [LINE]:
        (mapping,) = [each for each in shipped_mappings() if each.fixed and each.fixed.fits(tuple(r[0] for r in rows))]
        assert mapping.fixed
        spans = mapping.fixed.columns
        there = {folded(column): place for place, (column, _, _) in enumerate(spans)}
        rows = [[row[0][first - 1 : last].rstrip() for _, first, last in spans] for row in rows]
    else:
        fitting = [each for each in shipped_mappings() if each.fits(header)]
        mapping = max(fitting, key=lambda each: (len(each.signature), each.name))
    results = list(in_school_years(mapping.results, there))
    whole = [row for row in rows if len(row) == max(map(len, rows))]
    return sum(_has_result(result, row, there) for row in whole for result in results)


def _has_result(result, row, there) -> bool:
    cells = []
    for header in (result.header, result.level):
        place = there.get(folded(header)) if header else None
        cell = row[place] if place is not None else ""
        if header == result.header and (found := PLACES.fullmatch(result.places)):
            cell = cell[int(found[1]) - 1 : int(found[2])]
        cells.append(cell.strip().lower())
    return any(cell not in NOTHING for cell in cells)


def test_numbers_of_the_record_stand_as_in_the_file(tmp_path):
    record = Record(tmp_path / "data")
    record.load("edanalytics-assessments/ACCESS/data/sample_anonymized_file_ACCESS.csv")
    header, rows = rows_of("ACCESS/data/sample_anonymized_file_ACCESS.csv")
    parts = ["Listening", "Reading", "Speaking", "Writing", "Comprehension", "Literacy", "Oral", "Overall"]
    expected = {
        (index + 2, part, row[header.index(f"Scale Score - {part}")], row[header.index(f"Proficiency Level - {part}")])
        for index, row in enumerate(rows)
        for part in parts
    }
    columns = "line, objective, result_value, performance_level"
    assert set(record.ask(f"SELECT {columns} FROM {{assessment_results}}")) == expected
