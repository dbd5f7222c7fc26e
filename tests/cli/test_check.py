"""`cupola check` as a person at a keyboard, and a program, meet it."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Cupola


def test_clean_exports_are_clean(cupola: Cupola, clean: Path) -> None:
    ran = cupola("check", clean / "this-month", "--fail-on", "warning")
    assert ran.code == 0, ran.out
    assert "error" not in ran.out.split("\n\n", 1)[1]


def test_findings_make_the_exit_code_one(cupola: Cupola, faulty: Path) -> None:
    assert cupola("check", faulty / "this-month").code == 1


def test_findings_below_the_threshold_do_not(cupola: Cupola, faulty: Path) -> None:
    roster = faulty / "this-month" / "sis-oneroster.zip"
    assert cupola("check", roster, "--only", "SEC", "--fail-on", "error").code == 0
    assert cupola("check", roster, "--only", "SEC", "--fail-on", "warning").code == 1
    assert cupola("check", roster, "--fail-on", "never").code == 0


def test_a_path_that_is_not_there_cannot_be_run(cupola: Cupola, tmp_path: Path) -> None:
    ran = cupola("check", tmp_path / "nowhere")
    assert ran.code == 2
    assert "nowhere" in ran.err


def test_a_wrong_option_cannot_be_run(cupola: Cupola, tmp_path: Path) -> None:
    assert cupola("check", tmp_path, "--sideways").code == 2


def test_json_names_files_findings_and_what_was_not_run(cupola: Cupola, faulty: Path) -> None:
    report = cupola("check", faulty / "this-month" / "sis-oneroster.zip", "--json").json
    assert {"files", "findings", "not_run", "checks", "summary"} <= set(report)
    finding = report["findings"][0]
    assert {"check", "severity", "message", "file", "line", "subject", "school", "role", "fix"} <= set(finding)
    assert {entry["check"] for entry in report["not_run"]} >= {"ATT-001", "DEV-003"}
    assert all(entry["reason"] for entry in report["not_run"])
    assert all(file["rows_read"] + file["rows_set_aside"] == file["records"] for file in report["files"])


@pytest.mark.parametrize("form", ["text", "json", "csv", "sarif", "html"])
def test_every_form_can_be_written_to_a_file_and_names_nobody(
    cupola: Cupola, faulty: Path, tmp_path: Path, form: str
) -> None:
    target = tmp_path / "report"
    ran = cupola("check", faulty / "this-month", "--format", form, "--first", "1000", "-o", target)
    assert ran.code == 1
    assert ran.out == ""
    content = target.read_text(encoding="utf-8-sig")
    assert "ROS-014" in content
    if form == "csv":
        assert len(list(csv.DictReader(io.StringIO(content)))) > 50
    if form == "sarif":
        assert json.loads(content)["version"] == "2.1.0"
    with zipfile.ZipFile(faulty / "this-month" / "sis-oneroster.zip") as archive:
        users = list(csv.DictReader(io.TextIOWrapper(archive.open("users.csv"), encoding="utf-8")))
    addresses = {row["email"] for row in users if row["email"]} | {row["username"] for row in users}
    families = {row["familyName"] for row in users if len(row["familyName"]) > 6} - {"Student"}
    assert not [address for address in addresses if address in content]
    assert not [name for name in families if f" {name} " in content or f'"{name}"' in content]


def test_the_ending_of_the_file_tells_the_form(cupola: Cupola, clean: Path, tmp_path: Path) -> None:
    cupola("check", clean / "this-month", "-o", tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text())["findings"] is not None


def test_a_folder_and_its_zip_say_the_same(cupola: Cupola, faulty: Path, tmp_path: Path) -> None:
    package = faulty / "this-month" / "sis-oneroster.zip"
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path / "roster")
    day = ("--as-of", "2026-10-30", "--json", "--skip", "FIL")
    zipped = cupola("check", package, *day).json["findings"]
    folder = cupola("check", tmp_path / "roster", *day).json["findings"]
    told = [[(f["check"], f["line"], f["subject"], f["message"]) for f in each] for each in (zipped, folder)]
    assert told[0] == told[1]


def test_standard_input_is_read(cupola: Cupola, clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (clean / "this-month" / "google-users.csv").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    report = cupola("check", "-", "--json").json
    assert report["files"][0]["recognised_as"] == "Google directory users"


def test_checks_can_be_chosen_and_left_out(cupola: Cupola, faulty: Path) -> None:
    roster = faulty / "this-month" / "sis-oneroster.zip"
    only = cupola("check", roster, "--only", "ROS", "--json").json["findings"]
    assert {finding["check"][:3] for finding in only} == {"ROS"}
    without = cupola("check", roster, "--skip", "ROS,SEC-001", "--json").json["findings"]
    assert not {"ROS-014", "SEC-001"} & {finding["check"] for finding in without}


def test_a_check_of_older_and_newer_exports_reads_the_newer(cupola: Cupola, clean: Path) -> None:
    report = cupola("check", clean / "last-month", clean / "this-month", "--json", "--fail-on", "warning")
    assert report.code == 0
    assert "FIL-026" in {finding["check"] for finding in report.json["findings"]}
    read = [file for file in report.json["files"] if file["name"].endswith("users.csv") and file["rows_read"]]
    assert [file["name"] for file in read] == [file["name"] for file in read if "this-month" in file["name"]]


def test_names_are_shown_when_asked_for_and_that_is_written_down(cupola: Cupola, faulty: Path, tmp_path: Path) -> None:
    roster = faulty / "this-month" / "sis-oneroster.zip"
    with zipfile.ZipFile(roster) as archive:
        users = list(csv.DictReader(io.TextIOWrapper(archive.open("users.csv"), encoding="utf-8")))
    names = {row["sourcedId"]: f"{row['givenName']} {row['familyName']}" for row in users}
    findings = cupola("check", roster, "--only", "IDN,ROL", "--with-names", "--json").json["findings"]
    told = {f["subject"]: f["subject_name"] for f in findings if f.get("subject_name")}
    assert told
    assert all(names[subject] == name for subject, name in told.items())
    log = (tmp_path / "data" / "access.log").read_text()
    assert "event=names_shown" in log
    assert not [name for name in told.values() if name in log]
