"""The calendar, the bells and what Cupola itself watches: typed in, asked, and delivered to the record."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cupola.engine.pull.probing import Seen, check_address, probe
from cupola.engine.record.store import open_store
from cupola.modules.network import probing, sample
from cupola.modules.network.calendar import utc_offset
from cupola.modules.network.jobs import begin_asking
from cupola.modules.network.models import BellPeriod, CalendarDay, Circuit, Probing, Stretch, Target
from cupola.sample.life import write_life
from cupola.workspace import own_record, schedule
from cupola.workspace.models import School
from tests.web.conftest import roster_alone

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
YEAR = {"first": "2026-08-17", "last": "2026-08-30", "weekdays": ["0", "1", "2", "3", "4"], "kind": "school",
        "schedule": "regular"}  # fmt: skip


def test_a_stretch_of_days_is_entered_at_once_and_holidays_over_it(ada) -> None:
    page = reverse("network:days")
    assert ada.post(page, YEAR).status_code == 302
    assert (
        ada.post(page, YEAR | {"first": "2026-08-19", "last": "", "kind": "holiday", "schedule": ""}).status_code == 302
    )
    assert CalendarDay.objects.count() == 10
    assert list(CalendarDay.objects.exclude(kind="school").values_list("day", "kind")) == [
        (date(2026, 8, 19), "holiday")
    ]
    answer = ada.get(reverse("network:calendar"))
    assert [(month.taught, month.off) for month in answer.context["page"].months] == [(9, 1)]
    assert answer.context["page"].without_bells == ("regular",)
    assert ada.post(page, YEAR | {"last": "2026-08-01"}).status_code == 422
    assert ada.post(page, YEAR | {"last": "2030-08-01"}).status_code == 422


def test_bells_of_one_schedule_do_not_overlap_themselves_and_count_once(ada) -> None:
    page = reverse("network:period-new")
    for name, begins, ends in (("1", "08:00", "09:00"), ("2", "08:30", "09:30")):
        told = {"schedule": "regular", "period": name, "begins": begins, "ends": ends}
        assert ada.post(page, told).status_code == 302
    assert ada.post(page, told).status_code == 422
    assert ada.post(page, told | {"period": "3", "ends": "08:00"}).status_code == 422
    assert ada.get(reverse("network:calendar")).context["page"].bells[0].minutes == 90


@pytest.mark.parametrize("name", ["calendar", "bells"])
def test_calendar_and_bells_brought_back_change_nothing(ada, cast, tmp_path, name) -> None:
    sample.bring(life(tmp_path))
    BellPeriod.objects.create(school=cast.schools[0], schedule="x", period="1", begins=time(9), ends=time(10))
    for form in ("xlsx", "csv"):
        content = ada.get(reverse("network:file", args=[name, form])).content
        sheet = SimpleUploadedFile(f"{name}.{form}", content)
        counts = ada.post(reverse("network:import", args=[name]), {"sheet": sheet}).context["counts"]
        assert (counts["new"], counts["changed"], counts["faulty"]) == (0, 0, 0)
        assert counts["same"] > 4


def test_bells_come_in_from_a_csv_without_a_column_for_schools(ada, cast) -> None:
    rows = ["regular,1,8:05,9:00 AM", "regular,2,1:05 PM,14:00", "regular,3,10:00,9:00", "x,1,25:00,26:00"]
    text = "\n".join(["schedule,period,begins,ends", *rows])
    page = reverse("network:import", args=["bells"])
    answer = ada.post(page, {"sheet": SimpleUploadedFile("bells.csv", text.encode())})
    assert answer.context["counts"] == {"new": 2, "changed": 0, "same": 0, "faulty": 2}
    ada.post(page, {"book": answer.context["signed"]})
    assert list(BellPeriod.objects.values_list("begins", "ends", "school")) == [
        (time(8, 5), time(9), None),
        (time(13, 5), time(14), None),
    ]


def test_leaders_alone_change_calendar_and_targets(cast, as_) -> None:
    for user, sees, keeps in ((cast.ada, 200, 200), (cast.ben, 200, 403), (cast.cleo, 403, 403), (cast.rosa, 403, 403)):
        client = as_(user)
        for page in ("network:calendar", "network:targets", "network:circuits"):
            assert client.get(reverse(page)).status_code == sees
        for page in (
            "network:days",
            "network:period-new",
            "network:target-new",
            "network:switch",
            "network:circuit-new",
        ):
            assert client.get(reverse(page)).status_code == keeps


def test_the_clock_of_the_district_is_behind_universal_time_by_season() -> None:
    zone = ZoneInfo("America/Los_Angeles")
    assert (utc_offset(date(2026, 7, 1), zone), utc_offset(date(2026, 12, 1), zone)) == (-420, -480)


@contextmanager
def web_page(status: int) -> Iterator[int]:
    """A web server of this computer that answers one status; its port."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@contextmanager
def name_server(code: int, answers: int) -> Iterator[int]:
    """A DNS server of this computer that gives one answer; its port."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listening.bind(("127.0.0.1", 0))

    def serve() -> None:
        asked, whom = listening.recvfrom(512)
        listening.sendto(asked[:2] + struct.pack(">5H", 0x8180 | code, 1, answers, 0, 0) + asked[12:], whom)

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1]
    listening.close()


@pytest.mark.parametrize(("status", "is_up"), [(200, True), (302, True), (401, True), (503, False)])
def test_a_web_page_is_up_when_it_answers_with_anything_but_a_fault(status, is_up) -> None:
    with web_page(status) as port:
        assert probe("http", f"http://127.0.0.1:{port}/login?x=1") == Seen(is_up, f"HTTP {status}")
        assert probe("tcp", f"127.0.0.1:{port}") == Seen(True, "connected")
    assert not probe("tcp", f"127.0.0.1:{port}", timeout_seconds=1).is_up
    assert not probe("http", f"http://127.0.0.1:{port}/", timeout_seconds=1).is_up


@pytest.mark.parametrize(
    ("code", "answers", "seen"),
    [(0, 1, Seen(True, "name found")), (3, 0, Seen(False, "no such name")), (0, 0, Seen(False, "no address"))],
)
def test_a_name_is_asked_of_the_server_that_was_given(code, answers, seen) -> None:
    with name_server(code, answers) as port:
        assert probe("dns", "sis.example.org", server=f"127.0.0.1:{port}") == seen


def test_what_does_not_answer_is_down_within_the_wait() -> None:
    silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    silent.bind(("127.0.0.1", 0))
    server = f"127.0.0.1:{silent.getsockname()[1]}"
    assert probe("dns", "x.example.org", server=server, timeout_seconds=0.2) == Seen(False, "no answer in time")
    silent.close()


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        *(
            ("http", "ftp://sis.example.org"),
            ("http", f"http://{'ada:word'}@sis.example.org/"),
            ("http", "http://sis.example.org:99999/"),
            ("http", "sis.example.org"),
            ("http", "http://sis.example.org/a b"),
        ),
        *(("tcp", "host"), ("tcp", "host:0"), ("tcp", "host:99999"), ("tcp", ":80"), ("dns", ""), ("dns", "a..b")),
    ],
)
def test_what_cannot_be_an_address_is_refused_before_anything_is_asked(ada, kind, address) -> None:
    with pytest.raises(ValueError, match=r"write|address"):
        check_address(kind, address)
    told = {"name": "x", "kind": kind, "address": address, "is_on": "on"}
    assert ada.post(reverse("network:target-new"), told).status_code == 422


@pytest.fixture
def target(cast) -> Target:
    return Target.objects.create(name="Gate", kind="tcp", address="127.0.0.1:1", school=cast.schools[0])


def test_nothing_is_asked_unless_it_is_switched_on(ada, target) -> None:
    assert not probing.is_due(timezone.now())
    assert not begin_asking()
    assert probing.ask_all() == 0
    assert not Stretch.objects.exists()
    ada.get(reverse("network:switch"))
    told = {"is_on": "on", "every_minutes": "5", "seen": "0"}
    assert ada.post(reverse("network:switch"), told).status_code == 302
    assert begin_asking()
    assert not begin_asking()
    assert DBTaskResult.objects.filter(task_path__endswith="ask_targets").count() == 1
    assert probing.ask_all() == 1
    assert probing.ask_all() == 0
    assert Stretch.objects.get().is_up is False


def test_readings_that_say_the_same_are_one_stretch_and_late_ones_begin_another(target) -> None:
    minutes = {0: True, 5: True, 10: True, 15: False, 20: True, 60: True}
    for minute, is_up in minutes.items():
        probing.note([(target, Seen(is_up, ""))], NOON + timedelta(minutes=minute), pause_seconds=300)
    found = [
        (row.is_up, row.readings, (row.begin_at - NOON).seconds // 60, (end - NOON).seconds // 60)
        for row, end in probing.ends_of(Stretch.objects.all())
    ]
    assert found == [(True, 3, 0, 15), (False, 1, 15, 20), (True, 1, 20, 25), (True, 1, 60, 65)]


def test_the_page_says_how_much_of_the_time_was_watched(ada, target) -> None:
    now = timezone.now()
    for hours, is_up in ((2, True), (1, False)):
        begin = now - timedelta(hours=hours)
        Stretch.objects.create(target=target, begin_at=begin, last_at=begin + timedelta(minutes=55), is_up=is_up,
                               pause_seconds=300)  # fmt: skip
    line = ada.get(reverse("network:targets")).context["lines"][0]
    assert round(line.percent) == 50
    assert round(line.up + line.down) == 7200
    Stretch.objects.all().delete()
    assert "unknown" in ada.get(reverse("network:targets")).content.decode()


def test_a_job_that_comes_every_minute_is_due_once_in_it(db) -> None:
    timed = schedule.Timed("tick", lambda: None, time(0), every=timedelta(minutes=1))
    assert schedule.last_time(timed, datetime(2026, 10, 5, 12, 3, 59, tzinfo=UTC)) == NOON + timedelta(minutes=3)


def life(folder: Any) -> Any:
    schools = School.objects.filter(kind="school", students__gt=0).order_by("name", "key")
    write_life(folder, [(each.name, each.students, each.low_grade, each.high_grade) for each in schools])
    return folder


def test_the_sample_has_a_school_year_and_forgets_it(cast, tmp_path) -> None:
    sample.bring(life(tmp_path))
    sample.bring(tmp_path)
    assert CalendarDay.objects.exclude(kind="holiday").count() == 180
    assert BellPeriod.objects.count() == 4
    assert Circuit.objects.filter(kind="internet").count() == 3
    assert Circuit.objects.filter(kind="wan").exists()
    sample.forget()
    assert not CalendarDay.objects.exists()
    assert not Circuit.objects.exists()


@pytest.fixture
def asked(record: Any) -> Callable[[str, str], list[tuple[Any, ...]]]:
    def rows(table: str, columns: str) -> list[tuple[Any, ...]]:
        store = open_store(record)
        paths = [str(path) for path in store.part_paths(store.current(), table)]
        return duckdb.execute(f"SELECT {columns} FROM read_parquet({paths}) ORDER BY ALL").fetchall()

    return rows


@roster_alone
@pytest.mark.slow
def test_calendar_bells_and_readings_become_tables_of_the_record(cast, target, asked) -> None:
    Probing.objects.create(pk=1)
    CalendarDay.objects.create(day=date(2026, 10, 5), schedule="regular")
    BellPeriod.objects.create(schedule="regular", period="1", begins=time(8, 15), ends=time(9, 5))
    probing.note([(target, Seen(True, "connected"))], NOON, pause_seconds=300)
    assert own_record.deliver()
    assert asked("calendar_days", "day, kind, schedule, utc_offset, org_id") == [
        (date(2026, 10, 5), "school", "regular", -420, None)
    ]
    assert asked("bell_periods", "schedule, period, begin_minute, end_minute") == [("regular", "1", 495, 545)]
    assert asked("service_monitors", "service_monitor_id, name, kind, org_id") == [
        (f"own:{target.pk}", "Gate", "tcp", cast.schools[0].key)
    ]
    assert asked("service_intervals", "org_id, begin_at, end_at, state") == [
        (cast.schools[0].key, NOON.replace(tzinfo=None), (NOON + timedelta(minutes=5)).replace(tzinfo=None), "up")
    ]
