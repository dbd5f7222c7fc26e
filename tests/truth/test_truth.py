"""The program against the sample district's own truth: every planted fault is found, and no other error."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cupola.engine.journey import CheckOptions, check_paths
from cupola.engine.kinds import Finding, Report, Severity
from cupola.sample import write_district


@dataclass(frozen=True)
class Tried:
    """A sample district with all its faults, and what the program says of it."""

    truth: dict[str, Any]
    report: Report


def tried(folder: Path, students: int, seed: int) -> Tried:
    write_district(folder, students=students, seed=seed, faults="all")
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    report = check_paths([folder / "this-month"], CheckOptions(folder / "no-data"))
    return Tried(truth, report)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    return tried(tmp_path_factory.mktemp("district"), 1_500, 4)


def is_it(fault: dict[str, Any], finding: Finding) -> bool:
    """Whether a finding is about this fault: the same check, and its place or its subject."""
    if finding.check != fault["check"]:
        return False
    subject = fault.get("subject")
    if subject is not None and finding.subject is not None and str(subject) == finding.subject:
        return True
    place = str(fault["file"]).removeprefix("this-month/")
    told = finding.file or ""
    same_file = told == place or told.startswith(place + "/") or place.startswith(told + "/") or not told
    line = fault.get("line")
    same_line = line is None or finding.line is None or finding.line == line or finding.rows > 1
    return same_file and same_line


def missed(each: Tried) -> list[dict[str, Any]]:
    found: dict[str, list[Finding]] = {}
    for finding in each.report.findings:
        found.setdefault(finding.check, []).append(finding)
    return [f for f in each.truth["faults"] if not any(is_it(f, finding) for finding in found.get(f["check"], ()))]


def unplanted_errors(each: Tried) -> list[Finding]:
    true = [*each.truth["faults"], *each.truth["may_find"]]
    errors = [finding for finding in each.report.findings if finding.severity is Severity.ERROR]
    return [finding for finding in errors if not any(is_it(fault, finding) for fault in true)]


@pytest.mark.slow
def test_every_planted_fault_is_found(district: Tried) -> None:
    assert missed(district) == []


@pytest.mark.slow
def test_no_error_is_found_that_was_not_planted(district: Tried) -> None:
    assert unplanted_errors(district) == []


@pytest.mark.slow
def test_twins_homonyms_and_other_look_alikes_are_left_alone(district: Tried) -> None:
    wrong = [
        finding
        for alike in district.truth["must_not_find"]
        for finding in district.report.findings
        if finding.check == alike["check"] and finding.subject == alike["subject"]
    ]
    assert wrong == []


@pytest.mark.slow
def test_a_check_of_every_kind_is_planted(district: Tried) -> None:
    """What is not planted in a district of this size says so; the rest of the catalog is."""
    planted = {fault["check"] for fault in district.truth["faults"]}
    excused = {entry["check"] for entry in district.truth["not_planted"]}
    ran = {each.check for each in district.report.ran}
    assert ran - planted - excused == set()


@pytest.mark.slow
@pytest.mark.parametrize("dirt", ["normal", "hard"])
def test_a_clean_district_has_neither_error_nor_warning(tmp_path: Path, dirt: str) -> None:
    write_district(tmp_path, students=1_200, seed=5, faults="none", dirt="hard" if dirt == "hard" else "normal")
    for month in ("last-month", "this-month"):
        report = check_paths([tmp_path / month], CheckOptions(tmp_path / "no-data"))
        assert [f for f in report.findings if f.severity is not Severity.NOTE] == []


@pytest.mark.deep
@pytest.mark.parametrize(("students", "seed"), [(60, 2), (300, 3), (5_000, 6), (17_400, 1), (100_000, 1)])
def test_truth_holds_at_every_size(tmp_path: Path, students: int, seed: int) -> None:
    each = tried(tmp_path, students, seed)
    assert missed(each) == []
    assert unplanted_errors(each) == []
