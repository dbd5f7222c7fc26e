"""What is no fault changes no finding: neither on a clean delivery nor on one with known findings."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from random import Random

import pytest
import xlsxwriter

from tests.mutator.bench import clean
from tests.mutator.expectations import ALWAYS, CLEVER, GRADEBOOK, ROSTER, SDS
from tests.mutator.known import LATER_OF_TWO, difference, renamed_files, told
from tests.mutator.sheets import Packing, Sheet, Style, copy_of, raw

STYLES = {
    "CRLF": Style(line_end="\r\n"),
    "CR": Style(line_end="\r"),
    "BOM": Style(bom=True),
    "quoted": Style(quote_all=True),
    "UTF-16 with CRLF": Style("utf-16-le", bom=True, line_end="\r\n"),
    "no end of the last line": Style(last_line_end=False),
    "tabs": Style(delimiter="\t"),
    "UTF-16 of the other order": Style("utf-16-be", bom=True),
    "semicolons, quoted, CRLF, BOM": Style(delimiter=";", quote_all=True, line_end="\r\n", bom=True),
    "UTF-16 without a mark": Style("utf-16-le"),
    "UTF-32": Style("utf-32-le", bom=True),
}
# The clean district delivers one roster: neither a gradebook, nor the files for School Data Sync and Clever.
OF_SOURCES_NOT_DELIVERED = ("GRB", "SDS", "CLV", "HIS", "FED-006", "FED-007", "FED-008", "FED-009")
LISTS_OF_OFFICES = ("state-upload.csv", "programs.csv", "attendance.csv", "math-results.csv")


def turned(files, turn):
    """Each file in another style; the next turn gives every file the next style."""
    styles = list(STYLES.values())
    names = sorted(files)
    return Packing(styles={name: styles[(place + turn) % len(styles)] for place, name in enumerate(names)})


def test_the_known_delivery_has_findings_of_many_kinds(before):
    assert len({finding.check for finding in before}) > 30


def test_on_the_clean_district_every_check_runs_and_none_finds_anything(bench):
    report = bench.report(clean())
    # The state's upload files, positions, directory and the help desk's assets are those of the sample district; who
    # is who is known of a record alone.
    elsewhere = ("LNK-", "CAL-", "STF-", "DEV-016", "DEV-017", "DEV-018", "GRD-004", *OF_SOURCES_NOT_DELIVERED)
    assert [each for each in report.not_run if not each.check.startswith(elsewhere)] == []
    assert [finding for finding in report.findings if finding.check not in ALWAYS] == []
    assert len(report.findings) == len(LISTS_OF_OFFICES)
    assert [entry for entry in report.files if entry.rows_read != entry.records] == []


@pytest.mark.parametrize("turn", range(0, len(STYLES), 4))
def test_encodings_line_ends_quotes_and_marks_change_nothing(bench, known, before, turn):
    assert difference(before, bench.findings(known, packing=turned(known, turn))) == ""


@pytest.mark.deep
@pytest.mark.parametrize("style", STYLES)
def test_one_style_for_all_files_changes_nothing(bench, known, before, style):
    assert difference(before, bench.findings(known, packing=Packing(STYLES[style]))) == ""


def sheets_of(files):
    """The files that are tables with a header; pages of JSON stay as they are."""
    return [(name, content) for name, content in files.items() if isinstance(content, Sheet)]


def shuffled(files, seed):
    mixed, rng = copy_of(files), Random(seed)
    for _, content in sheets_of(mixed):
        rng.shuffle(content.rows)
    return mixed


def stays_in_place(finding):
    return told(finding) if finding.check not in LATER_OF_TWO else (finding.check,)


def test_the_order_of_rows_changes_nothing(bench, known, before):
    assert difference(before, bench.findings(shuffled(known, 3)), stays_in_place) == ""


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(8))
def test_no_order_of_rows_changes_anything(bench, known, before, seed):
    assert difference(before, bench.findings(shuffled(known, seed)), stays_in_place) == ""


def with_columns_mixed(files, seed):
    """Columns in another order, and more of those that the standard lets everybody add."""
    mixed, rng = copy_of(files), Random(seed)
    for name, content in sheets_of(mixed):
        if name.startswith("sis/") and "manifest" not in name:
            content.header += ["metadata.house", "metadata.bus route"]
            for number, row in enumerate(content.rows):
                row |= {"metadata.house": "élan" if number % 3 else "", "metadata.bus route": "7, then 9"}
        if "manifest" not in name:
            rng.shuffle(content.header)
    return mixed


def test_the_order_of_columns_and_extra_metadata_columns_change_nothing(bench, known, before):
    assert difference(before, bench.findings(with_columns_mixed(known, 1))) == ""


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(2, 8))
def test_no_order_of_columns_changes_anything(bench, known, before, seed):
    assert difference(before, bench.findings(with_columns_mixed(known, seed))) == ""


def with_blanks(files, seed):
    """A blank in every other cell that is empty and may be: many systems write nothing so."""
    blank, rng = copy_of(files), Random(seed)
    for name, content in sheets_of(blank):
        if "manifest" not in name:
            for row in content.rows:
                row |= {column: " " for column, cell in row.items() if not cell and rng.random() < 0.5}
    return blank


def test_blanks_instead_of_nothing_change_nothing_on_the_clean_district(bench):
    found = bench.findings(with_blanks(clean(), 1))
    assert [finding for finding in found if finding.check not in ALWAYS] == []


def unzipped(name):
    return name.replace("sis.zip", "sis")


LATER = datetime(2026, 11, 3, 15, 30, tzinfo=UTC)
IN_A_ZIP = frozenset({"sis"})


@pytest.mark.parametrize(
    "packing",
    [
        Packing(zipped=IN_A_ZIP, compression=zipfile.ZIP_STORED, modified=LATER),
        pytest.param(Packing(zipped=IN_A_ZIP, backwards=True), marks=pytest.mark.deep),
        pytest.param(Packing(zipped=IN_A_ZIP, compression=zipfile.ZIP_LZMA), marks=pytest.mark.deep),
    ],
    ids=["stored and packed later", "deflated and backwards", "packed in a newer way"],
)
def test_packing_changes_nothing(bench, known, before, packing):
    after = renamed_files(bench.findings(known, packing=packing), unzipped)
    assert difference(before, after) == ""


def as_workbook(sheet: Sheet) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_numbers": False}) as book:
        page = book.add_worksheet("Export")
        for number, record in enumerate(sheet.records()):
            page.write_row(number, 0, record)
    return target.getvalue()


def without_endings(name):
    return name.removesuffix(" [Export]").replace("_2026-10-30", "").replace(".xlsx", ".csv")


@pytest.mark.parametrize("first", [0, pytest.param(1, marks=pytest.mark.deep)])
def test_workbooks_and_dates_in_names_and_blank_lines_at_the_end_change_nothing(bench, known, before, first):
    """Half of the lists are workbooks, the others carry a date in their name and blank lines at their end."""
    files = copy_of(known)
    for name in LISTS_OF_OFFICES[first::2]:
        files[name.replace(".csv", ".xlsx")] = as_workbook(files.pop(name))
    for name in LISTS_OF_OFFICES[1 - first :: 2]:
        files[name.replace(".csv", "_2026-10-30.csv")] = raw(files, name) + b"\n\r\n"
        del files[name]
    assert difference(before, renamed_files(bench.findings(files), without_endings)) == ""


BY_THEMSELVES = {"gradebook": frozenset({ROSTER, GRADEBOOK}), "sds": frozenset({SDS}), "clever": frozenset({CLEVER})}


@pytest.mark.parametrize("turn", [0, 1, *(pytest.param(turn, marks=pytest.mark.deep) for turn in range(2, 6))])
@pytest.mark.parametrize("name", BY_THEMSELVES)
def test_further_sets_stay_clean_in_every_style_and_order(bench, name, turn):
    files = clean(BY_THEMSELVES[name])
    report = bench.report(files if not turn else shuffled(files, turn), packing=turned(files, turn))
    assert report.findings == ()
    assert [entry for entry in report.files if entry.rows_read != entry.records] == []


@pytest.mark.parametrize("turn", [1, *(pytest.param(turn, marks=pytest.mark.deep) for turn in range(2, 20))])
def test_a_clean_roster_stays_clean_in_every_style(bench, turn):
    files = with_columns_mixed(shuffled(clean(frozenset({ROSTER})), turn), turn)
    assert bench.findings(files, packing=turned(files, turn)) == ()
