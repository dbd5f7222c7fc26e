"""Availability by the published formulas: outages that overlap counted once, maintenance apart, the unknown unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cupola.engine.backends.duck import connect
from cupola.engine.measures.grounds import tables_below
from cupola.engine.measures.opening import System, lay_empty, lay_systems
from cupola.engine.measures.reading import shipped_measures
from cupola.engine.measures.running import measure_tables
from tests.catalog.case_bench import make_record

DAY = date(2026, 10, 30)
MONTH = ("2026-10-01 00:00:00", "2026-10-31 00:00:00")
ROLES = [{"person_id": "sis:1", "org_id": "sis:A", "role": "student", "grade": "02"}]


def measured(*stretches: tuple[str, str | None, str]) -> dict[str, Any]:
    """The network's district figures for one school with these stretches (begin, end, state)."""
    rows = [
        {"service_monitor_id": "m", "org_id": "sis:A", "begin_at": begin, "end_at": end, "state": state}
        for begin, end, state in stretches
    ]
    asked = [each for each in shipped_measures() if each.id.startswith("MEA-NET")]
    connection = connect(threads=1)
    lay_systems(connection, [System("sis", "sis", "SIS", None)])
    laid = {
        "service_intervals": rows,
        "service_monitors": [{"service_monitor_id": "m", "org_id": "sis:A"}],
        "person_org_roles": ROLES,
    }
    for table, content in laid.items():
        make_record(connection, table, content)
    lay_empty(connection, tables_below({need for each in asked for need in each.needs}) - laid.keys())
    found = measure_tables(connection, asked, filled={"record_systems", *laid}, as_of=DAY)
    return {each.measure: each for each in found.figures if each.grain == "district"}


def test_a_month_with_maintenance_and_an_outage() -> None:
    """43,200 minutes, 120 of maintenance, 36 of outage: 99.9164 %."""
    found = measured(
        (*MONTH, "up"),
        ("2026-10-04 02:00:00", "2026-10-04 04:00:00", "maintenance"),
        ("2026-10-10 09:00:00", "2026-10-10 09:36:00", "down"),
    )
    assert found["MEA-NET-01"].value == pytest.approx(0.999164, abs=5e-7)
    assert found["MEA-NET-01"].coverage == 1.0


def test_time_between_failures_and_time_to_repair_give_availability() -> None:
    """A repair of 1.5 hours every 721.5 is 99.7921 %; in 30 days that is an outage of 5,389 seconds."""
    found = measured((*MONTH, "up"), ("2026-10-10 09:00:00", "2026-10-10 10:29:49", "down"))
    assert found["MEA-NET-02"].value == pytest.approx(0.997921, abs=5e-7)
    assert found["MEA-NET-02"].value == pytest.approx(720 / (720 + 1.5), abs=5e-7)
    assert 1 - (1 - found["MEA-NET-02"].value) ** 2 == pytest.approx(0.999996, abs=5e-7)


def test_five_hundred_minutes_of_a_year() -> None:
    """500 of 525,600 minutes is 99.905 %; in 30 days that is 2,466 seconds."""
    found = measured((*MONTH, "up"), ("2026-10-10 09:00:00", "2026-10-10 09:41:06", "down"))
    assert found["MEA-NET-02"].value == pytest.approx(0.99905, abs=5e-6)


@pytest.mark.parametrize(("share", "minutes"), [(0.99, 432.0), (0.995, 216.0), (0.999, 43.2), (0.9999, 4.32)])
def test_the_budget_of_a_month_is_spent_to_the_second(share: float, minutes: float) -> None:
    end = datetime(2026, 10, 10, 9, tzinfo=UTC) + timedelta(minutes=minutes)
    found = measured((*MONTH, "up"), ("2026-10-10 09:00:00", f"{end:%Y-%m-%d %H:%M:%S}", "down"))
    assert found["MEA-NET-02"].value == pytest.approx(share, abs=5e-7)
    assert found["MEA-NET-05"].value == pytest.approx(minutes / 60, abs=3e-4)


def test_half_an_hour_in_a_month() -> None:
    found = measured((*MONTH, "up"), ("2026-10-10 09:00:00", "2026-10-10 09:30:00", "down"))
    assert found["MEA-NET-02"].value == pytest.approx(0.9993, abs=5e-5)


def test_outages_that_overlap_are_counted_once_and_clipped_to_the_month() -> None:
    found = measured(
        (*MONTH, "up"),
        ("2026-09-30 22:00:00", "2026-10-01 01:00:00", "down"),
        ("2026-10-10 09:00:00", "2026-10-10 11:00:00", "down"),
        ("2026-10-10 10:00:00", "2026-10-10 12:00:00", "down"),
    )
    assert found["MEA-NET-05"].value == pytest.approx(4.0)


def test_an_outage_within_maintenance_is_maintenance() -> None:
    found = measured(
        (*MONTH, "up"),
        ("2026-10-04 02:00:00", "2026-10-04 04:00:00", "maintenance"),
        ("2026-10-04 03:00:00", "2026-10-04 03:30:00", "down"),
    )
    assert found["MEA-NET-01"].value == 1.0


def test_time_that_nobody_watched_is_neither_up_nor_down() -> None:
    found = measured(("2026-10-01 00:00:00", "2026-10-16 00:00:00", "up"))
    assert found["MEA-NET-01"].value == 1.0
    assert found["MEA-NET-01"].coverage == pytest.approx(0.5)
    assert "MEA-NET-04" not in found


def test_an_outage_that_goes_on_ends_with_what_is_known() -> None:
    found = measured(
        ("2026-10-30 00:00:00", "2026-10-30 10:00:00", "up"), ("2026-10-30 10:00:00", None, "down"),
        ("2026-10-30 12:00:00", "2026-10-30 12:30:00", "down"),
    )  # fmt: skip
    assert found["MEA-NET-05"].value == pytest.approx(2.5)
