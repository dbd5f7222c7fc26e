"""One fault in thousands of rows is told once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cupola.engine.journey import CheckOptions, check_paths

CLASSES = (
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
    "termSourcedIds,subjects,subjectCodes,periods\nc1,,,Algebra,09,k1,A,scheduled,1,s1,t1,,,\n"
)
ENROLLMENTS = (
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
)


def enrollments(folder: Path, *, wrong: int, right: int) -> Path:
    """So many enrollments in an unknown class each, and so many in a known one."""
    lines = [f"w{number},,,x{number},s1,u{number},student,,,\n" for number in range(wrong)]
    lines += [f"r{number},,,c1,s1,u{number},student,,,\n" for number in range(right)]
    folder.mkdir(exist_ok=True)
    (folder / "classes.csv").write_text(CLASSES)
    (folder / "enrollments.csv").write_text(ENROLLMENTS + "".join(lines))
    return folder


def found(folder: Path, check: str) -> list[tuple[int, int | None]]:
    report = check_paths([folder], CheckOptions(folder / "none", only=(check,), as_of=date(2026, 10, 30)))
    return [(finding.rows, finding.line) for finding in report.findings]


def test_a_check_that_finds_most_rows_is_one_finding_that_says_how_many(tmp_path: Path) -> None:
    folder = enrollments(tmp_path / "in", wrong=1_200, right=300)
    assert found(folder, "ROS-014") == [(1_200, 2)]
    report = check_paths([folder], CheckOptions(folder / "none", only=("ROS-014",), as_of=date(2026, 10, 30)))
    (finding,) = report.findings
    assert "1,200 of 1,500 rows; the first is line 2" in finding.message
    assert finding.subject is None


def test_many_findings_that_are_few_of_the_rows_stay_apart(tmp_path: Path) -> None:
    assert len(found(enrollments(tmp_path / "in", wrong=1_200, right=3_000), "ROS-014")) == 1_200


@pytest.mark.slow
def test_more_than_ten_thousand_are_one_whatever_their_share(tmp_path: Path) -> None:
    assert found(enrollments(tmp_path / "in", wrong=10_500, right=40_000), "ROS-014") == [(10_500, 2)]


def test_a_wrong_grade_map_is_one_finding_though_half_of_the_users_have_no_grade(tmp_path: Path) -> None:
    header = "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,"
    header += "identifier,email,sms,phone,agentSourcedIds,grades,password\n"
    users = [f"u{n},,,true,u{n},,Elena,Reyes,,,,,,,{'Grade 4' if n % 2 else ''},\n" for n in range(300)]
    tmp_path.joinpath("users.csv").write_text(header + "".join(users))
    assert found(tmp_path, "FRM-005") == [(150, 3)]
