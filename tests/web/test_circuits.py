"""Lines typed in and by spreadsheet, delivered to the record, told per student and held against published goals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cupola.engine.measures.goals import goals_of, shipped_goals
from cupola.engine.record.store import open_store
from cupola.modules.network.models import Circuit
from cupola.workspace import own_record
from cupola.workspace.models import Figure, Publication

LINE = {"name": "Main", "kind": "internet", "provider": "Fiber Co", "mbps": "1000", "usable_percent": "90",
        "begins_on": "2026-07-01", "ends_on": "", "dollars": "920.50", "fund": "E-Rate"}  # fmt: skip


def test_a_line_is_entered_changed_and_taken_out(ada) -> None:
    page = reverse("network:circuit-new")
    assert ada.post(page, LINE).status_code == 302
    line = Circuit.objects.get()
    assert (line.mbps, line.usable, line.monthly_cents, line.fund) == (1000, 900, 92_050, "E-Rate")
    assert ada.post(page, LINE).status_code == 422
    assert ada.post(page, LINE | {"name": "B", "ends_on": "2026-06-30"}).status_code == 422
    assert ada.post(page, LINE | {"name": "B", "usable_percent": "101"}).status_code == 422
    change = reverse("network:circuit", args=[line.pk])
    assert "920.5" in ada.get(change).content.decode()
    assert ada.post(change, LINE | {"dollars": "", "version": str(line.version)}).status_code == 302
    assert Circuit.objects.get().monthly_cents is None
    assert ada.post(reverse("network:circuit-out", args=[line.pk])).status_code == 302
    assert not Circuit.objects.exists()


def test_the_page_adds_up_the_lines_of_today(ada) -> None:
    today = timezone.localdate()
    Circuit.objects.create(name="Now", mbps=1000, usable_percent=50, monthly_cents=10_000)
    Circuit.objects.create(name="No bill", mbps=200)
    Circuit.objects.create(name="Over", mbps=900, ends_on=today - timedelta(days=3), monthly_cents=70_000)
    Circuit.objects.create(name="Not yet", mbps=900, begins_on=today + timedelta(days=3), monthly_cents=70_000)
    page = ada.get(reverse("network:circuits")).context["page"]
    assert (page.internet, page.monthly_cents, page.without_cost) == (700, 10_000, 1)
    assert [(row.circuit.name, row.is_now, row.is_over) for row in page.rows] == [
        ("No bill", True, False),
        ("Not yet", False, False),
        ("Now", True, False),
        ("Over", False, True),
    ]


def test_goals_say_whether_they_are_met_and_what_nobody_verified(ada, cast) -> None:
    Circuit.objects.create(name="Now", mbps=1000)
    shown = ada.get(reverse("network:circuits")).context["page"]
    assert {line.is_met for line in shown.goals} == {None}
    newest = Publication.newest()
    said = {"publication": newest, "version": 1, "as_of": newest.as_of, "grain": "district", "key": ""}
    for measure, value, of in (("MEA-NET-08", 0.5, 2000), ("MEA-NET-10", 2.5, 400)):
        Figure.objects.create(measure_id=measure, value=value, numerator=1000, denominator=of, **said)
    for school, value in zip(cast.schools[:2], (12, 3), strict=True):
        Figure.objects.create(measure_id="MEA-NET-09", value=value, school=school,
                              **said | {"grain": "school", "key": school.key})  # fmt: skip
    answer = ada.get(reverse("network:circuits"))
    met = {line.goal.id: line.is_met for line in answer.context["page"].goals}
    assert met == {"fcc-short": True, "fcc-long": False, "fcc-wan": False, "setda-medium": True}
    text = answer.content.decode()
    assert "1 of 2 schools" in text
    assert "Not verified: the year." in text


def test_every_goal_has_a_source_and_a_district_of_any_size_has_one_of_setda() -> None:
    assert all(goal.source and goal.year and goal.value > 0 for goal in shipped_goals())
    for students in (20, 999, 1000, 3000, 9_999, 10_000, 400_000):
        assert sum(goal.is_for(students) for goal in goals_of("MEA-NET-10")) == 1
    small = next(goal for goal in shipped_goals() if goal.id == "setda-small")
    assert not small.is_met(3.0, 200)
    assert small.is_met(3.0, 300)
    assert not small.is_for(None)


def test_lines_brought_back_change_nothing_and_a_csv_brings_new_ones(ada, cast) -> None:
    school = cast.schools[0]
    Circuit.objects.create(name="Main", mbps=1000, monthly_cents=92_050, begins_on=date(2026, 7, 1))
    Circuit.objects.create(name="To school", mbps=100, kind="wan", school=school, usable_percent=80)
    page = reverse("network:circuits-import")
    for form in ("xlsx", "csv"):
        content = ada.get(reverse("network:circuits-file", args=[form])).content
        counts = ada.post(page, {"sheet": SimpleUploadedFile(f"lines.{form}", content)}).context["counts"]
        assert counts == {"new": 0, "changed": 0, "same": 2, "faulty": 0}
    rows = [
        "name,kind,school,mbps down,usable percent,from,until,dollars a month",
        f"New,WAN,{school.name},500,75%,7/1/2026,,$410",
        "Zero,internet,,0,,,,",
        "Backwards,internet,,10,,2026-07-01,2026-06-01,",
        "Nowhere,internet,No such school,10,,,,",
    ]
    answer = ada.post(page, {"sheet": SimpleUploadedFile("lines.csv", "\n".join(rows).encode())})
    assert answer.context["counts"] == {"new": 1, "changed": 0, "same": 0, "faulty": 3}
    ada.post(page, {"book": answer.context["signed"]})
    new = Circuit.objects.get(name="New")
    assert (new.kind, new.school, new.usable, new.monthly_cents) == ("wan", school, 375, 41_000)


@pytest.fixture
def asked(record: Any) -> Callable[[str, str], list[tuple[Any, ...]]]:
    def rows(table: str, columns: str) -> list[tuple[Any, ...]]:
        store = open_store(record)
        paths = [str(path) for path in store.part_paths(store.current(), table)]
        return duckdb.execute(f"SELECT {columns} FROM read_parquet({paths}) ORDER BY ALL").fetchall()

    return rows


@pytest.mark.slow
def test_lines_become_a_table_of_the_record_and_figures(cast, asked, run_jobs) -> None:
    school = cast.schools[0]
    Circuit.objects.create(name="Main", mbps=1000, usable_percent=90, monthly_cents=92_050)
    Circuit.objects.create(name="To school", mbps=100, kind="wan", school=school, ends_on=date(2030, 1, 1))
    assert own_record.deliver()
    assert asked("circuits", "name, kind, org_id, mbps, usable_share, end_date, monthly_cost") == [
        ("Main", "internet", None, 1000, 0.9, None, 920.5),
        ("To school", "wan", school.key, 100, 1, date(2030, 1, 1), None),
    ]
