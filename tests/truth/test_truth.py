"""The program against the sample district's own truth: every planted fault is found, and no other error."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cupola.engine.journey import CheckOptions, check_paths, check_record, load
from cupola.engine.kinds import Finding, Report, Severity
from cupola.engine.loading import LoadOptions
from cupola.sample import write_district
from tests.once import written_once


@dataclass(frozen=True)
class Tried:
    """A sample district with all its faults, and what the program says of it."""

    truth: dict[str, Any]
    report: Report


LISTS = ("this-month", "other-systems/lists")
# What is checked by itself, as the system would that it is for.
SETS = (
    *("school-data-sync", "clever", "education-insights", "ed-fi-xml", "ed-fi-api", "sis-changes.zip"),
    *("odd-sets/sds-format", "odd-sets/clever", "odd-sets/changes-without-columns.zip"),
)
MONTHS = ("last-month", "this-month")
YEARS = ("2023-2024", "2024-2025", "2025-2026")


def tried(folder: Path, students: int, seed: int) -> Tried:
    write_district(folder, students=students, seed=seed, faults="all")
    return checked(folder, ("this-month",))


def checked(folder: Path, parts: tuple[str, ...]) -> Tried:
    """What is said of some parts of the folder, and what truth.json says of them."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    of_parts = {
        name: [e for e in truth[name] if e["file"].startswith(parts) and not e["check"].startswith("HIS")]
        for name in ("faults", "may_find")
    }
    report = check_paths([folder / part for part in parts], CheckOptions(folder / "no-data"))
    return Tried(truth | of_parts | {"planted": {fault["check"] for fault in truth["faults"]}}, report)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_once(tmp_path_factory, "truth", students=1_500, seed=4, faults="all")


@pytest.fixture(scope="module")
def district(folder: Path) -> Tried:
    return checked(folder, ("this-month",))


def is_it(fault: dict[str, Any], finding: Finding) -> bool:
    """Whether a finding is about this fault: the same check, and its place or its subject."""
    if finding.check != fault["check"]:
        return False
    subject = fault.get("subject")
    if subject is not None and finding.subject is not None and str(subject) == finding.subject:
        return True
    place, told = (name.removeprefix("this-month/") for name in (str(fault["file"]), finding.file or ""))
    if place.startswith("other-systems/"):
        # Of a path that is checked by itself, the names of files begin with its last part or within it.
        place = place if place.endswith(f"/{told}") else place.removeprefix("other-systems/")
        told = place if place.endswith(f"/{told}") else told
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
@pytest.mark.parametrize("name", SETS)
def test_the_faults_of_every_further_set_are_found_and_no_others(folder: Path, name: str) -> None:
    each = checked(folder, (f"other-systems/{name}",))
    assert each.truth["faults"] or name in ("ed-fi-xml", "education-insights")
    assert missed(each) == []
    assert unplanted_errors(each) == []


@pytest.mark.slow
def test_the_faults_of_further_lists_are_found_beside_the_sis_and_no_others(folder: Path) -> None:
    each = checked(folder, LISTS)
    assert missed(each) == []
    assert unplanted_errors(each) == []


def one_after_another(folder: Path) -> Report:
    """What is said of the record after every year and both months were loaded, each without a question."""
    data = folder / "data"
    for part in (*(f"earlier-years/{year}" for year in YEARS), *MONTHS):
        loaded = load([folder / part], LoadOptions(data, accept_mapping=True))
        assert (loaded.changed, loaded.held) == (True, ()), part
    report = check_record(CheckOptions(data))
    assert report is not None
    return report


@pytest.mark.deep
def test_what_years_and_months_show_is_found_when_all_are_loaded(tmp_path: Path) -> None:
    write_district(tmp_path, students=600, seed=4, faults="all")
    report = one_after_another(tmp_path)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    planted = [fault for fault in truth["faults"] if fault["check"].startswith("HIS")]
    assert {fault["check"] for fault in planted} == {f"HIS-00{number}" for number in (4, 5, 7, 8, 9)}
    for fault in planted:
        found = [f.subject for f in report.findings if f.check == fault["check"]]
        assert any(subject and subject.endswith(fault["subject"]) for subject in found), fault


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
    planted = district.truth["planted"]
    excused = {entry["check"] for entry in district.truth["not_planted"]}
    ran = {each.check for each in district.report.ran}
    assert ran - planted - excused == set()


@pytest.mark.slow
@pytest.mark.parametrize("dirt", ["normal", pytest.param("hard", marks=pytest.mark.deep)])
def test_a_clean_district_has_neither_error_nor_warning(tmp_path: Path, dirt: str) -> None:
    write_district(tmp_path, students=1_200, seed=5, faults="none", dirt="hard" if dirt == "hard" else "normal")
    further = [f"other-systems/{name}" for name in SETS if not name.startswith("odd-sets")]
    years = [f"earlier-years/{year}" for year in YEARS]
    for parts in ((month,) for month in (*MONTHS, *further, *years)):
        assert not_notes(tmp_path, parts) == [], parts
    assert not_notes(tmp_path, LISTS) == []


@pytest.mark.deep
def test_a_clean_district_has_neither_error_nor_warning_beside_its_earlier_years(tmp_path: Path) -> None:
    write_district(tmp_path, students=1_200, seed=5, faults="none")
    report = one_after_another(tmp_path)
    compared = {f"HIS-0{number:02}" for number in range(1, 15)}
    assert compared <= {each.check for each in report.ran}
    assert [finding for finding in report.findings if finding.severity is not Severity.NOTE] == []


def not_notes(folder: Path, parts: tuple[str, ...]) -> list[Finding]:
    """Errors and warnings of some parts of the folder."""
    report = check_paths([folder / part for part in parts], CheckOptions(folder / "no-data"))
    return [finding for finding in report.findings if finding.severity is not Severity.NOTE]


SIZES = [(60, 2), (300, 3), (300, 4), (300, 5), (5_000, 6), (17_400, 1), (100_000, 1)]


@pytest.mark.deep
@pytest.mark.parametrize(("students", "seed"), SIZES)
def test_truth_holds_at_every_size(tmp_path: Path, students: int, seed: int) -> None:
    each = tried(tmp_path, students, seed)
    assert missed(each) == []
    assert unplanted_errors(each) == []
