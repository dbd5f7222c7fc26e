"""Each folder of real files is checked alone: every row is accounted for, every error was looked up by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from cupola.engine.intake import arrive, look, read
from cupola.engine.journey import CheckOptions, check_paths
from cupola.engine.kinds import Report, Severity
from tests.shared.places import AS_OF, DATA, each_delivery, needs_shared
from tests.shared.reviewed import entries, reviewed
from tests.shared.second_scan import elements, filled_rows, objects, records, text_of

WITHOUT_HEADER = "Microsoft_Education_Insights/test_data/k12_test_data/"
HEADER_RECORDS = {"CIRCLE/data/sample_anonymized_file.csv": 3, "TX_KEA/data/sample_anonymized_file.csv": 3}
HEADERS_END = {"calpads_sample_data.xlsx": 11, "calpads_sample_data_large.xlsx": 11}


@each_delivery()
def test_every_row_is_read_or_set_aside_and_every_error_is_true(folder, tmp_path, database):
    report = check_paths([DATA / folder], CheckOptions(data=tmp_path / "none", as_of=AS_OF))
    assert rows_accounted_for(report, folder, Desk(tmp_path / "alone", database)) == records_expected(report, folder)
    raised = Counter(
        (finding.check, place_of(finding.file and bare(finding.file), folder), finding.line)
        for finding in report.findings
        if finding.severity is Severity.ERROR
    )
    known = reviewed(folder)
    assert sorted(raised - known) == [], "look these up; what is true goes to reviewed_findings.yaml, with why"
    assert sorted(known - raised) == [], "these are raised no more: take them out of reviewed_findings.yaml"


@dataclass(frozen=True)
class Desk:
    """Where a file is read that nothing recognised."""

    folder: Path
    database: duckdb.DuckDBPyConnection


def rows_accounted_for(report: Report, folder: str, desk: Desk) -> dict[str, int]:
    """Rows read and rows set aside of every table, those of files that nothing recognised too."""
    counted = {}
    for seen in report.files:
        if is_table(seen.name) and seen.recognised_as != "OneRoster manifest":
            path = DATA / folder / bare(seen.name)
            counted[seen.name] = seen.rows_read + seen.rows_set_aside if seen.table else read_alone(path, desk)
    return counted


def records_expected(report: Report, folder: str) -> dict[str, int]:
    """The records of the same tables by the second scan."""
    names = [seen.name for seen in report.files if is_table(seen.name) and seen.recognised_as != "OneRoster manifest"]
    return {name: records_of(DATA / folder / bare(name), name) for name in names}


def records_of(path: Path, name: str) -> int:
    if path.suffix == ".xml":
        return elements(path)[name.rpartition(" [")[2].removesuffix("]")]
    return objects(path) if path.suffix == ".json" else records_below_header(path)


def is_table(name: str) -> bool:
    return bare(name).endswith((".csv", ".tsv", ".xlsx", ".xml", ".json"))


def bare(name: str) -> str:
    """A file's name without its sheet."""
    return name.split(" [")[0]


def records_below_header(path: Path) -> int:
    if path.suffix == ".xlsx":
        return filled_rows(path, after=HEADERS_END[path.name])
    found = len(records(text_of(path)))
    header = next((count for end, count in HEADER_RECORDS.items() if path.as_posix().endswith(end)), 1)
    return found if WITHOUT_HEADER in path.as_posix() else max(0, found - header)


def read_alone(path: Path, desk: Desk) -> int:
    """The rows of a file that is no known export, read all the same; an empty one has none."""
    desk.folder.mkdir(exist_ok=True)
    (arrival,) = arrive([path], desk.folder).arrivals
    (shape,) = look(arrival, desk.folder)
    if not shape.readable:
        assert [problem.code for problem in shape.problems] == ["FIL-002"], path
        return 0
    table = read(shape, desk.folder, connection=desk.database)
    assert table.rows + table.rows_set_aside == table.records
    return table.rows + table.rows_set_aside


def place_of(file: str | None, folder: str) -> str:
    """A file by its path below the data; what is said of a package stands for its folder."""
    return f"{folder}/{file}" if file and (DATA / folder / file).exists() else folder


@needs_shared
def test_every_reviewed_error_is_of_a_file_that_is_there_and_says_why():
    assert [place for _, place in entries() if not (DATA / place).exists()] == []
    assert all(entry["why"].strip() for entry, _ in entries())


@needs_shared
def test_the_second_scan_knows_the_ragged_rows_of_the_shared_data():
    ragged = {}
    for path in DATA.rglob("*.csv"):
        widths = Counter(records(text_of(path)))
        if len(widths) > 1:
            ragged[path.relative_to(DATA).as_posix()] = sorted(widths.values())
    assert ragged == {
        "edanalytics-assessments/MAP_Growth/data/sample_anonymized_file.csv": [1, 7],
        "edfi-lms-toolkit/sample-in/OneRoster 1.1 Sample Data/users.csv": [2, 9],
        "edfi-lms-toolkit/sample-in/assignments/assignments.csv": [1, 4],
        "edfi-lms-toolkit/sample-in/assignments/submissions.csv": [1, 20],
    }
