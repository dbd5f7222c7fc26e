"""A figure equals what its rows add up to, in the district and in each school."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.engine.measures.behind import Where, kind_behind, rows_behind
from cupola.engine.measures.behind_sql import BEHIND
from cupola.engine.measures.kinds import Figures
from cupola.engine.measures.reading import shipped_measures
from cupola.engine.measures.running import measure_record
from cupola.sample import write_district

pytestmark = pytest.mark.slow
LINES = """circuitId,name,provider,kind,orgId,mbps,usablePercent,beginDate,endDate,monthlyCost,fund
1,Main,Fiber Co,internet,,1000,90,,,920.50,
2,To school,Fiber Co,wan,{school},100,100,,,,
3,Over,Cable Co,internet,,500,100,,2020-01-01,10,
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Figures]:
    folder = tmp_path_factory.mktemp("behind")
    write_district(folder / "sample", students=160, faults="all")
    load([folder / "sample" / "this-month"], LoadOptions(folder / "data", accept_mapping=True, accept_unusual=True))
    found = measure_record(folder / "data")
    assert found is not None
    school = next(each.key for each in found.figures if each.grain == "school")
    own = folder / "cupola-circuits.csv"
    own.write_text(LINES.format(school=school), "utf-8")
    load([own], LoadOptions(folder / "data"))
    found = measure_record(folder / "data", as_of=found.as_of)
    assert found is not None
    return folder / "data", found


def test_every_measure_with_rows_is_in_the_catalogue() -> None:
    assert set(BEHIND) <= {each.id for each in shipped_measures()}
    assert kind_behind("MEA-SAT-01") == ""


def test_figures_equal_their_rows(measured: tuple[Path, Figures]) -> None:
    data, found = measured
    looked_at = set()
    for figure in found.figures:
        if figure.measure not in BEHIND or (figure.measure, figure.grain) in looked_at or figure.grain == "item":
            continue
        if re.match("MEA-EQU", figure.measure) and figure.grain == "district":
            continue  # The width between two schools has no numerator.
        looked_at.add((figure.measure, figure.grain))
        where = Where(
            data, "current", figure.as_of,
            schools=(figure.key or "",) if figure.grain == "school" else None,
            grade_band=(figure.key or "") if figure.grain == "grade_band" else "",
            student_group=(figure.key or "") if figure.grain == "student_group" else "",
        )  # fmt: skip
        rows = rows_behind(figure.measure, where)
        told = (figure.measure, figure.grain, figure.key)
        if figure.numerator is not None:
            assert rows.top == pytest.approx(figure.numerator), told
        if figure.denominator is not None:
            assert rows.bottom == pytest.approx(figure.denominator), told
    assert {"MEA-NET-08", "MEA-NET-09", "MEA-NET-10", "MEA-NET-11"} <= {measure for measure, _grain in looked_at}
    assert {"MEA-TIC-01", "MEA-TIC-03", "MEA-TIC-05", "MEA-TIC-06"} <= {measure for measure, _grain in looked_at}
    assert {"MEA-ATT-01", "MEA-ATT-02", "MEA-ATT-03", "MEA-ATT-04"} <= {measure for measure, _grain in looked_at}
    assert {"MEA-CLS-01", "MEA-CLS-03", "MEA-STU-02", "MEA-STU-04", "MEA-STF-02", "MEA-ASM-01"} <= {
        measure for measure, _grain in looked_at
    }
    assert len({measure for measure, _grain in looked_at}) > 60


def test_rows_of_other_schools_are_not_among_those_of_one(measured: tuple[Path, Figures]) -> None:
    data, found = measured
    one = next(each for each in found.figures if each.measure == "MEA-DEV-03" and each.grain == "school")
    rows = rows_behind("MEA-DEV-03", Where(data, "current", one.as_of, schools=(one.key or "",), most=500))
    assert {row.school for row in rows.rows} == {one.key}
    assert rows_behind("MEA-DEV-03", Where(data, "current", one.as_of, schools=())).count == 0
    assert rows_behind("MEA-SYS-01", Where(data, "current", one.as_of)).count == 0


def test_those_that_count_and_the_rest_are_parted(measured: tuple[Path, Figures]) -> None:
    data, found = measured
    counted, rest, everybody = (
        rows_behind("MEA-DEV-03", Where(data, "current", found.as_of, only=only)).count for only in ("top", "rest", "")
    )
    assert counted + rest == everybody > counted > 0
