"""The audit trail: chained, filtered, exported, verified; and what has to be in it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from cupola.workspace import audit
from cupola.workspace.models import AuditEntry


@pytest.fixture
def trail(db: None, data: Path) -> list[AuditEntry]:
    return [audit.note("did a thing", who="somebody", thing=f"thing:{number}", n=number) for number in range(5)]


def test_a_whole_trail_verifies(trail) -> None:
    assert audit.verify() == (5, None)


def test_a_changed_line_shows(trail) -> None:
    AuditEntry.objects.filter(pk=trail[2].pk).update(reason="another")
    walked, broken = audit.verify()
    assert (walked, broken.line) == (3, trail[2].pk)


def test_a_line_taken_out_shows(trail) -> None:
    AuditEntry.objects.filter(pk=trail[2].pk).delete()
    assert audit.verify()[1].line == trail[3].pk


def test_a_day_cut_off_at_the_end_shows(trail, django_capture_on_commit_callbacks, monkeypatch) -> None:
    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.now(UTC) + timedelta(days=1)

    monkeypatch.setattr(audit, "datetime", Tomorrow)
    with django_capture_on_commit_callbacks(execute=True):
        audit.note("the first of a day", who="somebody")
    (day,) = (Path(settings.WEB_FOLDER) / audit.HEADS).read_text().splitlines()
    assert day.endswith(f"{trail[4].pk} {trail[4].line_hash}")
    assert audit.verify() == (6, None)
    AuditEntry.objects.filter(pk__gte=trail[4].pk).delete()
    assert audit.verify()[1].line == trail[4].pk


def test_the_command_says_whether_the_trail_is_whole(trail, capsys, monkeypatch) -> None:
    command = import_module("cupola.cli.audit")
    monkeypatch.setattr(command, "_open", lambda folder: None)
    assert command.audit(["verify"], standalone_mode=False) == 0
    assert "5 lines" in capsys.readouterr().out
    AuditEntry.objects.filter(pk=trail[1].pk).update(who="another")
    assert command.audit(["verify", "--json"], standalone_mode=False) == 1
    assert f'"line": {trail[1].pk}' in capsys.readouterr().out


def test_the_page_is_narrowed_by_act_person_thing_and_day(cast, as_) -> None:
    ada = as_(cast.ada)
    audit.note("did a thing", who="=cmd()", thing="thing:7", reason="why not")
    for query in ("act=did+a+thing", "who=cmd", "thing=thing:7"):
        page = ada.get(f"/settings/audit/?{query}").content.decode()
        assert "why not" in page
        assert '<th scope="row">role given' not in page
    assert "why not" not in ada.get("/settings/audit/?until=2020-01-01").content.decode()
    assert ada.get("/settings/audit/?since=nonsense&page=99").status_code == 200


def test_the_export_is_safe_in_a_spreadsheet_and_is_written_down(cast, as_) -> None:
    audit.note("did a thing", who="=cmd()", thing="thing:7")
    answer = as_(cast.ada).get("/settings/audit/lines.csv?thing=thing:7")
    (row,) = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))
    assert row["who"] == "'=cmd()"
    assert AuditEntry.objects.get(act="audit trail exported").user == cast.ada
