"""One fault in thousands of rows is told once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cupola.engine.journey import CheckOptions, check_paths
from cupola.engine.kinds import Report

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


def found_in_one_unknown_class(folder: Path, *, wrong: int, others: int, right: int) -> Report:
    """What is found of so many enrollments in one unknown class, so many in others and so many in a known one."""
    enrollments(folder, wrong=others, right=right)
    lines = [f"o{number},,,gone,s1,u{number},student,,,\n" for number in range(wrong)]
    with (folder / "enrollments.csv").open("a") as file:
        file.writelines(lines)
    return check_paths([folder], CheckOptions(folder / "none", only=("ROS-014",), as_of=date(2026, 10, 30)))


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


def test_what_many_rows_point_to_is_told_once_with_their_number(tmp_path: Path) -> None:
    report = found_in_one_unknown_class(tmp_path / "in", wrong=101, others=2, right=300)
    assert sorted((finding.rows, finding.line) for finding in report.findings) == [(1, 2), (1, 3), (101, 304)]
    (many,) = [finding for finding in report.findings if finding.rows > 1]
    assert many.message.endswith("class gone, which the export does not hold. So it is in 101 rows.")
    assert many.subject == "o0"


def test_what_is_told_once_counts_with_all_its_rows(tmp_path: Path) -> None:
    report = found_in_one_unknown_class(tmp_path / "in", wrong=101, others=2, right=300)
    assert [(ran.found, ran.looked_at) for ran in report.ran] == [(103, 403)]


def test_what_a_hundred_rows_point_to_is_told_of_each(tmp_path: Path) -> None:
    report = found_in_one_unknown_class(tmp_path / "in", wrong=100, others=0, right=300)
    assert len(report.findings) == 100


def test_one_target_of_most_rows_does_not_swallow_the_others(tmp_path: Path) -> None:
    report = found_in_one_unknown_class(tmp_path / "in", wrong=12_000, others=3, right=300)
    assert sorted(finding.rows for finding in report.findings) == [1, 1, 1, 12_000]


def test_a_wrong_grade_map_is_one_finding_though_half_of_the_users_have_no_grade(tmp_path: Path) -> None:
    header = "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,"
    header += "identifier,email,sms,phone,agentSourcedIds,grades,password\n"
    users = [f"u{n},,,true,u{n},,Elena,Reyes,,,,,,,{'Grade 4' if n % 2 else ''},\n" for n in range(300)]
    tmp_path.joinpath("users.csv").write_text(header + "".join(users))
    assert found(tmp_path, "FRM-005") == [(150, 3)]
