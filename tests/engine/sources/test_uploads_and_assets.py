"""State uploads, exports of Jamf, Incident IQ and the Google console, and lists of positions: small and real-shaped."""

from __future__ import annotations

import duckdb
import pytest

from cupola.engine.journey import CheckOptions, check_paths, check_record, load
from cupola.engine.loading import LoadOptions
from cupola.engine.record.store import open_store
from cupola.engine.sources.calpads import FORMS
from cupola.engine.sources.calpads_layout import layouts, verified_fields

SENR = (
    "SENR^^^3768098^0100013^^2026-2027^1234567890^0003100^Abena^^Dunmore^^^^^20150210^F^^^^20260817^10^^05^^^^^",
    "SENR^^^3768098^0100013^^2026-2027^1234567891^0003101^Emeka^^Fenwick^^^^^20140210^M^^^^20260817^10^^06^^^^^",
    "SENR^^^3768098^0100050^^2026-2027^1234567891^0003101^Emeka^^Fenwick^^^^^20140210^M^^^^20260901^10^^06^^^^^",
)
SPRG = (
    "SPRG^^^3768098^0100013^2026-2027^1234567890^0003100^Abena^Dunmore^20150210^F^181^^20260817^",
    "SPRG^^^3768098^0100013^2026-2027^1234567890^0003100^Abena^Dunmore^20150210^F^182^^20260917^",
)
SELA = ("SELA^^^3768098^0100013^2026-2027^1234567890^0003100^Abena^Dunmore^20150210^F^EL^20260817^00",)
WITH_HEADER = (
    (
        "Record Type Code,School of Attendance,SSID,Local Student ID,Enrollment Start Date,Enrollment Status Code,"
        "Grade Level Code"
    ),
    "SENR,0100013,123456789,0003100,2026-08-17,10,05",
)
JAMF = (
    "Computer Name,Serial Number,Last Check-in,Email Address,Building,Model,Operating System Version,Asset Tag,Managed",
    "MAC-1,C02XX1234567,2026-10-29 at 7:05 AM,a@x.example,Alder,MacBook Air,15.1,HU2,Managed",
)
MOBILE = (
    "Display Name,Serial Number,Last Inventory Update,Username,Model,OS Version",
    "iPad 1,DMPXX1234567,10/29/2026 7:05 AM,a@x.example,iPad 9th Generation,18.1",
)
IIQ = (
    (
        "AssetId,AssetTag,SerialNumber,ModelName,CategoryName,LocationName,OwnerEmail,OwnerSchoolIdNumber,StatusName,"
        "CreatedDate"
    ),
    "5f0c,HU1,5CD1234567,Dell 3110,Chromebooks,Alder,a@x.example,0003100,In Service,7/1/2025 9:00:00 AM",
)
CHROME = (
    "Serial Number,Status,Organizational unit,Last Policy Sync,User,Model",
    "5CD1234567,Provisioned,/Students,2026-10-29 07:05:00,a@x.example,Dell 3110",
)
USERS = (
    (
        "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],"
        "Org Unit Path [Required],Status [READ ONLY],Last Sign In [READ ONLY],Employee ID"
    ),
    "Abena,Dunmore,a@x.example,****,/Students,Suspended,2026/10/29 11:05:00,0003100",
)
POSITIONS = (
    "Employee ID,First Name,Last Name,Position Number,Position Title,FTE,Site Code,Start Date,End Date,Fund Code",
    "E20001,Calla,Ellsworth,P001,Teacher,1.0,0100013,2020-08-01,,01",
    "E20001,Calla,Ellsworth,P002,Coach,1.4,0100013,2020-08-01,,01",
)
FILES = {
    "SENR.txt": (SENR, "CALPADS student enrollment (SENR)"),
    "program.txt": (SPRG, "CALPADS student programs (SPRG)"),
    "language.csv": (tuple(row.replace("^", ",") for row in SELA), "CALPADS English language status (SELA)"),
    "header.csv": (WITH_HEADER, "CALPADS student enrollment (SENR)"),
    "macs.csv": (JAMF, "Jamf computers (search with display fields)"),
    "ipads.csv": (MOBILE, "Jamf mobile devices (search with display fields)"),
    "assets.csv": (IIQ, "Incident IQ assets"),
    "chrome.csv": (CHROME, "Google ChromeOS devices (Admin console)"),
    "users.csv": (USERS, "Google directory users (Admin console)"),
    "hr.csv": (POSITIONS, "List of positions (human resources)"),
}


@pytest.fixture
def folder(tmp_path):
    """Writes files of these lines into a folder."""

    def written(files):
        target = tmp_path / "export"
        target.mkdir()
        for name, rows in files.items():
            (target / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
        return target

    return written


def report(folder, tmp_path):
    return check_paths([folder], CheckOptions(tmp_path / "data"))


def columns_of(folder, tmp_path, table, names):
    """What a load keeps in a table of the record or a source."""
    data = tmp_path / "data"
    load([folder], LoadOptions(data=data, accept_mapping=True, accept_unusual=True))
    store = open_store(data)
    paths = [str(path) for path in store.part_paths(store.snapshot("current"), table)]
    rows = f"SELECT {names} FROM read_parquet(?, union_by_name = true) ORDER BY ALL"
    return duckdb.connect().execute(rows, [paths]).fetchall()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_recognised_by_what_it_holds_and_every_row_counts(folder, tmp_path, name):
    rows, title = FILES[name]
    found = report(folder({f"export-{name}": rows}), tmp_path).files[0]
    assert found.recognised_as == title
    headed = not rows[0].startswith(("SENR", "SPRG", "SELA"))
    assert found.rows_read + found.rows_set_aside == found.records == len(rows) - headed


def test_a_headerless_upload_is_no_fault_of_form(folder, tmp_path):
    found = report(folder({"a.txt": SENR}), tmp_path)
    assert "FIL-010" not in {finding.check for finding in found.findings}


def test_rows_of_an_upload_are_rows_of_a_list_of_students_too(folder, tmp_path):
    """What is found in any list of students is found in an upload: two schools at once."""
    overlap = [f for f in report(folder({"a.txt": SENR}), tmp_path).findings if f.check == "ENR-001"]
    assert [(f.subject, f.line) for f in overlap] == [("0003101", 3)]


def test_two_meal_programs_and_a_language_are_told(folder, tmp_path):
    found = {f.check for f in report(folder({"b.txt": SPRG, "c.txt": SELA}), tmp_path).findings}
    assert {"CAL-014", "CAL-010"} <= found


def test_a_short_state_number_is_told_in_the_form_with_a_header(folder, tmp_path):
    assert "CAL-001" in {f.check for f in report(folder({"a.csv": WITH_HEADER}), tmp_path).findings}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (tuple(row + "^" * 40 for row in SENR), "this file has 70"),
        (tuple(row.replace("^20260817", "^autumn").replace("^20260901", "^autumn") for row in SENR), "something else"),
    ],
)
def test_an_upload_that_the_layout_does_not_fit_is_left_alone_and_said(folder, tmp_path, rows, said):
    found = report(folder({"a.txt": rows}), tmp_path)
    assert found.files[0].recognised_as is None
    assert any(f.check == "FIL-001" and said in f.message for f in found.findings)


def test_a_list_whose_first_column_is_four_letters_is_no_upload(folder, tmp_path):
    header = "CODE,Student ID,First Name,Last Name,Grade,School Code,Birth Date,Gender"
    rows = (header, "ABCD,1,Ilse,Corrigan,05,A,2015-01-02,F")
    found = report(folder({"a.csv": rows}), tmp_path)
    assert found.files[0].recognised_as.startswith("List of students")


def test_every_layout_names_columns_of_its_form_and_says_what_is_verified():
    forms = {form.version: form for form in FORMS}
    assert set(layouts()) == set(forms)
    for record, fields in verified_fields().items():
        names = {column.name for column in forms[record].columns}
        assert set(fields) <= names
        assert {column.name for column in forms[record].columns if column.required} <= set(fields)
    assert verified_fields()["SELA"]["elas"] == ("12.13", True)
    assert not verified_fields()["SENR"]["exit_reason"][1]


def test_a_console_says_the_state_of_a_device_and_an_account_in_its_own_words(folder, tmp_path):
    export = folder({"a.csv": CHROME, "b.csv": USERS})
    assert columns_of(export, tmp_path, "devices", "serial_number, lifecycle") == [("5CD1234567", "in_service")]
    assert columns_of(export, tmp_path, "accounts", "external_id, enabled") == [("0003100", False)]


def test_assets_and_macs_fill_devices_assignments_and_observations(folder, tmp_path):
    export = folder({"a.csv": JAMF, "b.csv": MOBILE, "c.csv": IIQ})
    devices = columns_of(export, tmp_path, "devices", "serial_number, device_type, asset_tag")
    assert devices == [
        ("5CD1234567", "chromebook", "HU1"),
        ("C02XX1234567", "laptop", "HU2"),
        ("DMPXX1234567", "tablet", None),
    ]
    held = columns_of(export, tmp_path, "device_assignments", "email, kind")
    assert held == [("a@x.example", "assigned"), ("a@x.example", "assigned"), ("a@x.example", "checked_out")]
    seen = columns_of(export, tmp_path, "device_observations", "CAST(seen_at AS VARCHAR)")
    assert seen == [("2026-10-29 07:05:00",), ("2026-10-29 07:05:00",)]


def test_positions_fill_the_record_and_more_than_two_full_posts_are_told(folder, tmp_path):
    export = folder({"hr.csv": POSITIONS})
    assert "STF-001" in {f.check for f in report(export, tmp_path).findings}
    rows = columns_of(export, tmp_path, "staff_positions", "position_id, job_title, fte, funding")
    assert rows == [("P001", "Teacher", 1.0, "01"), ("P002", "Coach", 1.4, "01")]
    assert columns_of(export, tmp_path, "persons", "local_id, is_staff") == [("E20001", True)]


def test_a_snapshot_tells_the_same_as_the_files(folder, tmp_path):
    export = folder({"a.txt": SENR, "b.txt": SPRG, "c.txt": SELA, "d.csv": IIQ, "e.csv": CHROME})
    before = {(f.check, f.subject) for f in report(export, tmp_path).findings}
    load([export], LoadOptions(data=tmp_path / "data"))
    again = check_record(CheckOptions(tmp_path / "data"))
    assert {(f.check, f.subject) for f in again.findings} == before
