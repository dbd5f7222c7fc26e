"""`cupola check` of changes: over the record where it holds their base, else without guessing at what is not seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from cupola.engine.journey import CheckOptions, check_paths, check_record
from cupola.engine.kinds import Report
from tests.engine.succession.packages import Office, changed, deleted, enrollment, package, school_year, student

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"
CHANGES = {
    "users": [changed(student(5), TUESDAY), changed(student(2, grades="4B"), TUESDAY)],
    "enrollments": [
        changed(enrollment("s5"), TUESDAY),
        changed(enrollment("s1"), TUESDAY),
        changed(enrollment("nobody"), TUESDAY),
    ],
}


def found(report: Report) -> set[tuple[str, str | None]]:
    return {(finding.check, finding.subject) for finding in report.findings if finding.severity.word == "error"}


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def based(office: Office) -> Office:
    office.load("monday", school_year(), day=MONDAY)
    return office


def test_without_a_base_nothing_unseen_is_called_missing(office: Office) -> None:
    report = office.check("tuesday", CHANGES, mode="delta", day=TUESDAY)
    assert not any(check.startswith("ROS") for check, _ in found(report))
    reasons = {entry.check: entry.reason for entry in report.not_run}
    assert "changes only" in reasons["ROS-012"]


def test_what_stands_in_the_changes_themselves_is_still_said(office: Office) -> None:
    report = office.check("tuesday", CHANGES, mode="delta", day=TUESDAY)
    assert ("grades", "4B", 3) in {(f.column, f.value, f.line) for f in report.findings}


def test_over_the_record_a_reference_is_looked_up_in_the_base(based: Office) -> None:
    report = based.check("tuesday", CHANGES, mode="delta", day=TUESDAY)
    unknown = [finding for finding in report.findings if finding.check == "ROS-012"]
    assert [(finding.subject, finding.line) for finding in unknown] == [("c1-nobody", 4)]
    assert unknown[0].file is not None
    assert unknown[0].file.endswith("enrollments.csv")


def test_the_record_is_only_read(based: Office) -> None:
    before = everything_in(based.data)
    based.check("tuesday", CHANGES, mode="delta", day=TUESDAY)
    assert everything_in(based.data) == before


def test_what_the_changes_do_to_rows_that_they_do_not_bring_is_found(based: Office) -> None:
    """The student is deleted, the enrollment in the base is not."""
    quiet = based.check("quiet", {"users": [changed(student(3), TUESDAY)]}, mode="delta", day=TUESDAY)
    loud = based.check("loud", {"users": [deleted(student(3), TUESDAY)]}, mode="delta", day=TUESDAY)
    more = {(f.check, f.subject) for f in loud.findings} - {(f.check, f.subject) for f in quiet.findings}
    assert ("ENR-007", "c1-s3") in more


def test_checking_before_the_load_says_what_the_record_says_after_it(based: Office) -> None:
    before = based.check("tuesday", CHANGES, mode="delta", day=TUESDAY)
    based.load("tuesday", CHANGES, mode="delta", day=TUESDAY)
    after = check_record(CheckOptions(based.data))
    assert after is not None
    assert {f.fingerprint for f in before.findings} == {f.fingerprint for f in after.findings}
    assert before.as_of == after.as_of


def test_changes_that_are_loaded_already_look_the_same_when_checked_again(based: Office) -> None:
    before = based.check("tuesday", CHANGES, mode="delta", day=TUESDAY)
    based.load("tuesday", CHANGES, mode="delta", day=TUESDAY)
    again = based.check("tuesday", CHANGES, mode="delta", day=TUESDAY)
    assert {f.fingerprint for f in before.findings} == {f.fingerprint for f in again.findings}


def test_changes_older_than_the_record_are_judged_by_themselves(based: Office) -> None:
    report = based.check("sunday", CHANGES, mode="delta", day="2026-11-01")
    assert "ROS-012" not in {finding.check for finding in report.findings}


def test_a_whole_export_is_judged_without_the_record(based: Office) -> None:
    report = based.check("whole", school_year(), day=TUESDAY)
    assert len([seen for seen in report.files if seen.rows_read]) == 6


def test_a_whole_export_and_its_changes_may_be_checked_together(office: Office) -> None:
    """Then nothing is unseen, and the record is not needed."""
    folder = office.folder / "exports"
    package(folder / "whole.zip", school_year(), day=MONDAY)
    package(folder / "changes.zip", CHANGES, mode="delta", day=TUESDAY)
    report = check_paths([folder], CheckOptions(office.data))
    assert [finding.subject for finding in report.findings if finding.check == "ROS-012"] == ["c1-nobody"]
    assert not [finding for finding in report.findings if finding.check in ("FIL-026", "FRM-013", "ENR-002")]


def collected(office: Office, *days: str) -> Path:
    """A folder with the changes of these days; on each day somebody sits down in a class, and once it is nobody."""
    for number, day in enumerate(days, start=2):
        users = [changed(student(number, grades=f"0{number + 3}"), day)]
        seats = [changed(enrollment("nobody" if day == WEDNESDAY else f"s{number}"), day)]
        changes = {"users": users, "enrollments": seats}
        package(office.folder / "collected" / f"{day}.zip", changes, mode="delta", day=day)
    return office.folder / "collected"


def test_changes_that_were_applied_do_not_hide_the_base_from_a_new_one_beside_them(based: Office) -> None:
    based.load_file(collected(based, TUESDAY))
    based.load_file(collected(based, TUESDAY, WEDNESDAY))
    folder = collected(based, TUESDAY, WEDNESDAY, THURSDAY)
    before = check_paths([folder], CheckOptions(based.data))
    assert ("ROS-012", "c1-nobody") in found(before)
    based.load_file(folder)
    after = check_record(CheckOptions(based.data))
    assert after is not None
    assert {f.fingerprint for f in before.findings} == {f.fingerprint for f in after.findings}


def test_changes_that_were_applied_are_judged_once_where_the_whole_export_lies_beside_them(office: Office) -> None:
    package(office.folder / "collected" / "whole.zip", school_year(), day=MONDAY)
    office.load_file(collected(office, TUESDAY, WEDNESDAY))
    folder = collected(office, TUESDAY, WEDNESDAY, THURSDAY)
    before = check_paths([folder], CheckOptions(office.data))
    assert ("ROS-012", "c1-nobody") in found(before)
    office.load_file(folder)
    after = check_record(CheckOptions(office.data))
    assert after is not None
    assert {f.fingerprint for f in before.findings} == {f.fingerprint for f in after.findings}
