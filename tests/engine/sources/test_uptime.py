"""Monitors and their readings become monitors and stretches of the record, and nothing that was not seen is up."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cupola.engine.intake.blanking import copy_blanked
from cupola.engine.intake.heartbeats import Stretch, Watched, roll
from tests.engine.sources.put_deliveries import Delivery
from tests.engine.sources.watching import put_kuma, put_roster, stretches

MONITORS = [
    (1, "Elm Park Middle", "group", 60, None),
    (2, "Line", "ping", 60, 1),
    (3, "Elm Park gateway", "port", 60, None),
    (4, "Somewhere", "http", 60, None),
]
BEATS = [
    (2, 1, "2026-10-01 08:00:00.123"),
    (2, 1, "2026-10-01 08:01:00"),
    (2, 2, "2026-10-01 08:02:00"),
    (2, 0, "2026-10-01 08:03:00"),
    (2, 1, "2026-10-01 08:04:00"),
    (2, 3, "2026-10-01 09:00:00"),
    (3, 1, "2026-10-01 08:00:00"),
    (4, 0, "2026-10-01 08:00:00"),
]


@pytest.fixture
def delivery(tmp_path: Path) -> Delivery:
    return Delivery(tmp_path)


def test_a_database_of_uptime_kuma_becomes_monitors_of_schools_and_stretches(delivery):
    put_roster(delivery)
    put_kuma(delivery, MONITORS, BEATS)
    report = delivery.check()
    known = [(file.recognised_as, file.rows_read, file.rows_set_aside) for file in report.files]
    assert ("Uptime Kuma monitors", 4, 0) in known
    assert ("Uptime Kuma states", 6, 0) in known
    delivery.load()
    assert delivery.ask("SELECT service_monitor_id, name, kind, org_id FROM {service_monitors} ORDER BY 1") == [
        ("uptime-kuma:2", "Line", "ping", "oneroster:s2"),
        ("uptime-kuma:3", "Elm Park gateway", "tcp", "oneroster:s1"),
        ("uptime-kuma:4", "Somewhere", "http", None),
    ]
    assert stretches(delivery) == [
        ("uptime-kuma:2", "01 08:00:00", "01 08:02:00", "up"),
        ("uptime-kuma:2", "01 08:02:00", "01 08:04:00", "down"),
        ("uptime-kuma:2", "01 08:04:00", "01 08:05:00", "up"),
        ("uptime-kuma:2", "01 09:00:00", "01 09:01:00", "maintenance"),
        ("uptime-kuma:3", "01 08:00:00", "01 08:01:00", "up"),
        ("uptime-kuma:4", "01 08:00:00", "01 08:01:00", "down"),
    ]
    assert delivery.ask("SELECT DISTINCT org_id FROM {service_intervals} ORDER BY 1 NULLS LAST") == [
        ("oneroster:s1",),
        ("oneroster:s2",),
        (None,),
    ]


def test_accounts_words_and_addresses_of_the_database_are_never_kept(delivery):
    path = put_kuma(delivery, MONITORS, BEATS)
    delivery.load()
    for kept in (each for each in (delivery.folder / "data").rglob("*") if each.is_file()):
        for secret in (b"zzname", b"zzsecret", b"zzaddress", b"zzwords"):
            assert secret not in kept.read_bytes()
    assert copy_blanked(path, delivery.folder / "copy.db").path is None


def test_the_database_of_another_program_is_not_read(delivery):
    import sqlite3

    path = delivery.folder / "in" / "other.db"
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE monitor (id INTEGER)")
    (delivery.folder / "in" / "broken.db").write_bytes(b"SQLite format 3\0" + b"\1" * 5_000)
    report = delivery.check()
    assert [file.recognised_as for file in report.files] == [None, None]
    assert {finding.check for finding in report.findings} == {"FIL-001"}


def test_a_state_lasts_through_hours_that_are_known_to_have_been_watched():
    readings = [(0.0, "up"), (36_000.0, "down")]
    assert list(roll(readings, pause=60, watched=Watched())) == [
        Stretch(0, 60, "up"),
        Stretch(36_000, 36_060, "down"),
    ]
    watched = Watched(hours=frozenset({0, 3_600, 14_400}))
    assert list(roll(readings, pause=60, watched=watched)) == [
        Stretch(0, 7_200, "up"),
        Stretch(14_400, 18_000, "up"),
        Stretch(36_000, 36_060, "down"),
    ]
    assert next(roll(readings, pause=60, watched=Watched(days=frozenset({0})))) == Stretch(0, 36_000, "up")
    assert list(roll([], pause=60, watched=Watched())) == []


def raw(moment: str) -> str:
    """A moment as PRTG writes it beside its text."""
    return f"{(datetime.fromisoformat(moment) - datetime.fromisoformat('1899-12-30')) / timedelta(days=1):.10f}"


def prtg_row(moment: str, *, text: str = "", down: float = 0, covered: float = 1) -> str:
    return f'"{text or moment}",{raw(moment)},"5 ms",5,"{down} %",{down * 10_000:.0f},"100 %",{covered * 10_000:.0f}'


HEAD = '"Date Time","Date Time(RAW)","Ping","Ping(RAW)","Downtime","Downtime(RAW)","Coverage","Coverage(RAW)"'


def test_readings_of_prtg_hold_until_the_next_and_its_last_line_is_none(delivery):
    put_roster(delivery)
    rows = [prtg_row(f"2026-10-01 08:0{minute}:00", down=100 * (minute == 2)) for minute in range(4)]
    delivery.put("prtg/Elm Park core.csv", "\n".join([HEAD, *rows, '"Averages (of 4 values)",,"5 ms",5,,,,']) + "\n")
    delivery.load()
    assert stretches(delivery) == [
        ("prtg:Elm Park core", "01 08:00:00", "01 08:02:00", "up"),
        ("prtg:Elm Park core", "01 08:02:00", "01 08:03:00", "down"),
        ("prtg:Elm Park core", "01 08:03:00", "01 08:04:00", "up"),
    ]
    assert delivery.ask("SELECT org_id, kind FROM {service_monitors}") == [("oneroster:s1", "sensor")]


def test_means_of_prtg_give_their_share_of_the_time_before_them(delivery):
    rows = [
        prtg_row(f"2026-10-01 {hour:02}:00:00", text="10/1/2026 8:00 AM - 9:00 AM", down=down, covered=covered)
        for hour, down, covered in ((9, 0, 1), (10, 25, 1), (11, 0, 0.5))
    ]
    delivery.put("prtg/link.csv", "\n".join([HEAD, *rows]) + "\n")
    delivery.load()
    assert stretches(delivery) == [
        ("prtg:link", "01 08:00:00", "01 09:00:00", "up"),
        ("prtg:link", "01 09:00:00", "01 09:15:00", "down"),
        ("prtg:link", "01 09:15:00", "01 10:30:00", "up"),
    ]


def series(instance: str, values: list[list[object]]) -> dict[str, object]:
    return {"metric": {"__name__": "probe_success", "instance": instance, "job": "blackbox"}, "values": values}


def answer(*found: dict[str, object]) -> str:
    return json.dumps({"status": "success", "data": {"resultType": "matrix", "result": list(found)}, "warnings": []})


def test_an_answer_of_prometheus_becomes_stretches_and_what_is_no_number_is_not_watched(delivery):
    begin = 1_790_000_000
    values = [[begin + 60 * at, value] for at, value in enumerate(["1", "1", "0", "1", "NaN", "NaN", "NaN", "1"])]
    delivery.put("query_range.json", answer(series("Elm Park", values), series("once", [[begin, "1"]])))
    report = delivery.check()
    assert [(file.recognised_as, file.rows_read) for file in report.files] == [("Prometheus range query", 2)]
    delivery.load()
    seconds = delivery.ask(
        "SELECT service_monitor_id, epoch(begin_at) - 1790000000, epoch(end_at) - 1790000000, state "
        "FROM {service_intervals} ORDER BY ALL"
    )
    assert seconds == [
        ("prometheus:blackbox Elm Park", 0.0, 120.0, "up"),
        ("prometheus:blackbox Elm Park", 120.0, 180.0, "down"),
        ("prometheus:blackbox Elm Park", 180.0, 240.0, "up"),
        ("prometheus:blackbox Elm Park", 420.0, 480.0, "up"),
    ]
    assert delivery.ask("SELECT count(*) FROM {service_monitors}") == [(2,)]


def test_answers_of_prometheus_for_one_series_are_laid_together(delivery):
    begin = 1_790_000_000
    delivery.put("a.json", answer(series("x", [[begin + 60 * at, "1"] for at in range(3)])))
    delivery.put("b.json", answer(series("x", [[begin + 60 * at, "1"] for at in range(2, 6)])))
    delivery.load()
    assert delivery.ask("SELECT epoch(end_at) - epoch(begin_at) FROM {service_intervals}") == [(360.0,)]
