"""A plain list of outages says when a site was down, and by that when it was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.sources.put_deliveries import Delivery
from tests.engine.sources.watching import put_roster, stretches

OUTAGES = """site,begin,end,kind
Elm Park,2026-10-05 08:00,2026-10-05 08:30,outage
Elm Park,2026-10-05T08:20:00,2026-10-05T09:00:00,outage
0202,10/6/2026 6:00 PM,10/6/2026 8:00 PM,Planned maintenance
district,2026-10-07T15:00:00Z,,outage
"""
CALENDAR = """calendarDayId,orgId,day,kind,schedule,utcOffset
1,,2026-10-05,school,regular,-420
2,,2026-11-02,school,regular,-480
"""


@pytest.fixture
def delivery(tmp_path: Path) -> Delivery:
    found = Delivery(tmp_path)
    put_roster(found)
    found.put("outages.csv", OUTAGES)
    return found


def test_a_list_of_outages_becomes_sites_that_are_up_but_for_them(delivery):
    report = delivery.check()
    assert [each.rows_read for each in report.files if each.recognised_as == "List of outages"] == [4]
    delivery.load()
    assert delivery.ask("SELECT service_monitor_id, kind, org_id FROM {service_monitors} ORDER BY 1") == [
        ("outages:0202", "site", "oneroster:s2"),
        ("outages:Elm Park", "site", "oneroster:s1"),
        ("outages:district", "site", None),
    ]
    assert stretches(delivery) == [
        ("outages:0202", "01 00:00:00", "30 00:00:00", "up"),
        ("outages:0202", "06 18:00:00", "06 20:00:00", "maintenance"),
        ("outages:Elm Park", "01 00:00:00", "30 00:00:00", "up"),
        ("outages:Elm Park", "05 08:00:00", "05 08:30:00", "down"),
        ("outages:Elm Park", "05 08:20:00", "05 09:00:00", "down"),
        ("outages:district", "01 00:00:00", "30 00:00:00", "up"),
        ("outages:district", "07 15:00:00", None, "down"),
    ]


def test_times_without_an_offset_are_on_the_clock_that_the_calendar_knows(delivery):
    delivery.put("cupola-calendar-days.csv", CALENDAR)
    delivery.load()
    down = [row for row in stretches(delivery) if row[3] != "up"]
    assert down == [
        ("outages:0202", "07 01:00:00", "07 03:00:00", "maintenance"),
        ("outages:Elm Park", "05 15:00:00", "05 15:30:00", "down"),
        ("outages:Elm Park", "05 15:20:00", "05 16:00:00", "down"),
        ("outages:district", "07 15:00:00", None, "down"),
    ]


def test_a_site_whose_list_says_when_it_was_watched_is_up_then_and_no_longer(delivery):
    more = "Elm Park,2026-10-01 00:00,2026-10-15 00:00,watched\n"
    delivery.put("outages.csv", OUTAGES + more)
    delivery.load()
    up = [row[:3] for row in stretches(delivery) if row[3] == "up" and row[0] == "outages:Elm Park"]
    assert up == [("outages:Elm Park", "01 00:00:00", "15 00:00:00")]


def test_a_file_with_one_more_column_is_no_list_of_outages(delivery):
    delivery.put("outages.csv", OUTAGES.replace("kind\n", "kind,nurse\n", 1))
    assert "List of outages" not in {each.recognised_as for each in delivery.check().files}
