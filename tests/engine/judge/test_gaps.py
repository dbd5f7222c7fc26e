"""What could not be read does not look like something that is missing."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from cupola.engine.journey import CheckOptions, check_paths
from cupola.engine.kinds import Report
from cupola.sample import write_district


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean")
    write_district(folder, students=60, seed=3, faults="none")
    return folder / "this-month" / "sis-oneroster.zip"


def checked(package: Path, folder: Path, **texts: tuple[str, str]) -> Report:
    """The report on the package with one text in a file replaced by another."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    for file, (old, new) in texts.items():
        path = folder / f"{file}.csv"
        content = path.read_bytes().decode()
        assert old in content
        path.write_bytes(content.replace(old, new, 1).encode())
    return check_paths([folder], CheckOptions(folder / "no-data"))


def first_line(package: Path, file: str) -> str:
    with zipfile.ZipFile(package) as archive:
        return archive.read(f"{file}.csv").decode().split("\r\n")[1]


def test_a_role_that_could_not_be_read_leaves_nobody_without_a_role(package: Path, tmp_path: Path) -> None:
    line = first_line(package, "roles")
    report = checked(package, tmp_path, roles=(line, line + ",one,cell,too,many"))
    assert {f.check for f in report.findings if f.severity.word == "error"} == {"FIL-003"}
    assert "ROL-004" in {each.check for each in report.not_run}


def test_a_class_that_could_not_be_read_is_still_there_for_its_students(package: Path, tmp_path: Path) -> None:
    line = first_line(package, "classes")
    report = checked(package, tmp_path, classes=(line, line + ",one,cell,too,many"))
    errors = [finding for finding in report.findings if finding.severity.word == "error"]
    assert {finding.check for finding in errors} == {"FIL-003"}
    assert errors[0].subject == next(csv.reader(io.StringIO(line)))[0]


def test_a_delta_file_is_not_asked_for_what_it_does_not_hold(package: Path, tmp_path: Path) -> None:
    report = checked(package, tmp_path, manifest=("file.classes,bulk", "file.classes,delta"))
    assert "ROS-014" in {each.check for each in report.not_run}


def devices(folder: Path, *, cut_off: bool) -> Report:
    """What is found about ten tablets of a register, where the device management lists nine and perhaps a cut tenth."""
    folder.mkdir(exist_ok=True)
    register = "Asset Tag,Serial,Category,Model,Status,Purchase Date\n"
    register += "".join(f"T{n},C02X{n},Tablet,iPad (9th generation),Deployed,2024-08-01\n" for n in range(10))
    folder.joinpath("snipe-it-assets.csv").write_text(register)
    managed = [{"deviceudid": f"U{n}", "serial_number": f"C02X{n}", "date_last_beat": "1793318400"} for n in range(9)]
    text = json.dumps(managed, indent=0)
    text = text.removesuffix("\n]") + ',\n{"deviceudid": "U9", "serial_nu' if cut_off else text
    folder.joinpath("listdevices.json").write_text(text)
    return check_paths([folder], CheckOptions(folder / "no-data", as_of=date(2026, 10, 30)))


def test_a_device_in_a_record_that_was_cut_off_is_not_called_unmanaged(tmp_path: Path) -> None:
    whole = devices(tmp_path / "whole", cut_off=False)
    assert [finding.subject for finding in whole.findings if finding.check == "DEV-011"] == ["T9"]
    short = devices(tmp_path / "short", cut_off=True)
    assert "FIL-027" in {finding.check for finding in short.findings}
    assert "DEV-011" not in {finding.check for finding in short.findings}
    assert "DEV-011" in {each.check for each in short.not_run}
