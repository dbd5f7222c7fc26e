"""Test days that are no days: months, two digits of a year, and score columns of school years to come."""

from __future__ import annotations

from pathlib import Path

import pytest

from cupola.engine.backends.duck import connect
from cupola.engine.sources.date_forms import COMPACT_SHORT_YEAR, MONTH, SHORT_MONTH, date_sql, month_sql
from cupola.engine.sources.mapped_results import YEAR, MappedResult, in_school_years, missing_headers
from tests.engine.sources.deliveries import Delivery

MAPPING = """
name: exam
form: result_list
system: {{id: exam, kind: assessment, name: Exam}}
signature: [student, month, points]
columns:
  local_id: {{header: Student}}
  score: {{header: Points}}
  administration_month: {{header: Month, dates: {form}}}
"""


def read(sql: str, cell: str) -> object:
    return connect().execute(f"SELECT {sql} FROM (SELECT ? AS cell)", [cell]).fetchall()[0][0]


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("102024", "2024-10"),
        ("42025", "2025-04"),
        ("5/2026", "2026-05"),
        ("2026-05", "2026-05"),
        ("201012", "2010-12"),
        ("May 2026", "2026-05"),
        ("September 2026", "2026-09"),
        ("132026", None),
        ("0523", None),
        ("05/26", None),
        ("2026", None),
        ("spring", None),
    ],
)
def test_a_month_with_a_whole_year_is_read_and_nothing_is_guessed(said: str, month: str | None) -> None:
    assert read(month_sql("cell", MONTH), said) == month


@pytest.mark.parametrize(
    ("said", "month"),
    [("0523", "2023-05"), ("05/26", "2026-05"), ("1299", "1999-12"), ("1323", None), ("102024", None)],
)
def test_two_digits_of_a_year_are_read_where_the_mapping_says_so(said: str, month: str | None) -> None:
    assert read(month_sql("cell", SHORT_MONTH), said) == month


@pytest.mark.parametrize(("said", "day"), [("70124", "2024-07-01"), ("013026", "2026-01-30"), ("133026", None)])
def test_a_day_with_two_digits_of_a_year_is_read_where_the_mapping_says_so(said: str, day: str | None) -> None:
    found = read(date_sql("cell", [COMPACT_SHORT_YEAR]), said)
    assert (None if found is None else str(found)) == day


@pytest.mark.parametrize(("form", "said"), [("MMYY", ("0526", "1025")), ("MM/YYYY", ("05/2026", "102025"))])
def test_a_month_stays_a_month_and_tells_the_school_year(tmp_path: Path, form: str, said: tuple[str, str]) -> None:
    delivery = Delivery(tmp_path)
    folder = tmp_path / "data" / "mappings"
    folder.mkdir(parents=True)
    (folder / "exam.yaml").write_text(MAPPING.format(form=form), encoding="utf-8")
    delivery.write({"exam.csv": f"Student,Month,Points\n7001,{said[0]},12\n7002,{said[1]},9\n7003,,8\n"}).load()
    found = delivery.ask(
        "SELECT result_value, administration_date, administration_month, school_year "
        "FROM {assessment_results} ORDER BY 1"
    )
    assert found == [("12", None, "2026-05", 2026), ("8", None, None, None), ("9", None, "2025-10", 2026)]


def test_score_columns_of_any_school_year_are_known() -> None:
    result = MappedResult(f"Fall {YEAR}: Literacy", "scale score", header=f"Fall {YEAR} Literacy Scale Score")
    there = {"fall 2026/2027 literacy scale score", "fall 2041/2042 literacy scale score", "spring 2027/2028 note"}
    found = list(in_school_years([result], there))
    assert [each.objective for each in found] == ["Fall 2026/2027: Literacy", "Fall 2041/2042: Literacy"]
    assert missing_headers([result], there) == set()
    assert list(in_school_years([result], {"childid"})) == []
