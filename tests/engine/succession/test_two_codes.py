"""Two code systems for one school: a row of a list that carries both says so, and then all of them resolve to one."""

from __future__ import annotations

from pathlib import Path

from cupola.engine.journey import CheckOptions, check_record
from tests.engine.succession.packages import Office, Rows, school_year

MONDAY = "2026-11-02"


def schools_csv(path: Path, head: str, *rows: str) -> Path:
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def with_code(code: str, name: str = "Harbor Elementary") -> dict[str, Rows]:
    whole = school_year()
    orgs = [row | {"identifier": code, "name": name} if row["type"] == "school" else row for row in whole["orgs"]]
    return whole | {"orgs": orgs}


def found(office: Office, *checks: str) -> list[tuple[str, str | None]]:
    report = check_record(CheckOptions(office.data))
    assert report is not None
    return sorted((finding.check, finding.subject) for finding in report.findings if finding.check in checks)


def test_a_list_with_both_codes_makes_one_school_of_two(office: Office) -> None:
    office.load("bay", with_code("0010"), day=MONDAY, code="bay")
    office.load("hill", with_code("H-1"), day=MONDAY, code="hill")
    head = "School Code,School Name,State School Code,Low Grade,High Grade"
    office.load_file(schools_csv(office.folder / "schools.csv", head, "H-1,Harbor Elementary,0010,KG,05"))
    resolved = office.rows("org_identifiers", "value, min(org_id) OVER (PARTITION BY value)")
    assert {pair for pair in resolved if pair[0] in ("0010", "H-1")} == {
        ("0010", "bay:harbor"),
        ("H-1", "bay:harbor"),
    }
    assert found(office, "ORG-006", "ORG-007") == []


def test_rows_of_a_list_find_their_school_by_either_code(office: Office) -> None:
    office.load("bay", with_code("0010"), day=MONDAY)
    head = "School Code,School Name,NCES School ID,Low Grade,High Grade"
    office.load_file(schools_csv(office.folder / "schools.csv", head, "77123,Harbor Elementary,0010,KG,05"))
    assert office.rows("orgs", "org_id") == [("bay:district",), ("bay:harbor",)]
    head = "Student Number,School Code,Test Name,Test Date,Scale Score"
    rows = [f"{70000 + n},{code},MAP,2026-10-0{n},200" for n, code in ((1, "77123"), (2, "0010"))]
    office.load_file(schools_csv(office.folder / "results.csv", head, *rows))
    assert office.rows("assessment_results", "DISTINCT org_id") == [("bay:harbor",)]


def test_without_such_a_row_the_two_codes_are_a_finding(office: Office) -> None:
    office.load("bay", with_code("0010"), day=MONDAY)
    head = "School Code,School Name,Low Grade,High Grade"
    office.load_file(schools_csv(office.folder / "schools.csv", head, "77123,HARBOR ELEMENTARY,KG,05"))
    assert found(office, "ORG-006", "ORG-007") == [("ORG-007", "77123")]


def test_a_school_that_the_list_lacks_is_a_finding(office: Office) -> None:
    whole = with_code("0010")
    more = [{"sourcedId": f"x{n}", "name": f"Pine {n}", "type": "school", "identifier": f"002{n}"} for n in range(3)]
    office.load("bay", whole | {"orgs": [*whole["orgs"], *more]}, day=MONDAY)
    head = "School Code,School Name,Low Grade,High Grade"
    rows = ["0010,Harbor Elementary,KG,05", "0020,Pine 0,KG,05", "0021,Pine 1,KG,05"]
    office.load_file(schools_csv(office.folder / "schools.csv", head, *rows))
    assert found(office, "ORG-006", "ORG-007") == [("ORG-006", "0022")]
