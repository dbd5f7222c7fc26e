"""What could not be read does not look like something that is missing."""

from __future__ import annotations

import csv
import io
import zipfile
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
