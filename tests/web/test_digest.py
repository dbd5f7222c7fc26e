"""The weekly mail: one's own findings, no student, and a link that ends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from cupola.modules.data import digest
from cupola.workspace import schedule
from cupola.workspace.models import AuditEntry, Finding, Schedule, User
from cupola.workspace.schedule import Timed

TODAY = timezone.localdate()


def sent_to(person: User):
    digest.send([person], TODAY)
    return mail.outbox[-1] if mail.outbox else None


def test_a_registrar_is_told_of_her_roles_findings_at_her_school(cast):
    own = Finding.objects.filter(school=cast.schools[0], role="registrar", is_open=True)
    told = digest.digest_of(cast.rosa, TODAY)
    assert told.total == own.count() > 0
    letter = sent_to(cast.rosa)
    assert letter.to == ["rosa@harbor.example"]
    assert f"{told.lines[0].title} ({told.lines[0].check})" in letter.body


def test_the_mail_names_no_student_and_no_subject(cast):
    Finding.objects.update(subject="sis:TOKEN-1", message="TOKEN-2", value="TOKEN-3", file="TOKEN-4", reason="TOKEN-5")
    letter = sent_to(cast.rosa)
    assert "TOKEN" not in letter.body + letter.subject


def test_what_is_assigned_to_somebody_else_is_not_in_it(cast):
    Finding.objects.filter(school=cast.schools[0]).update(owner=cast.ben)
    assert digest.digest_of(cast.rosa, TODAY) is None
    assert digest.digest_of(cast.ben, TODAY).total == Finding.objects.filter(owner=cast.ben, is_open=True).count() + (
        Finding.objects.filter(owner=None, role="technician", is_open=True).count()
    )


def test_who_may_see_nothing_or_wants_nothing_gets_no_mail(cast):
    Finding.objects.update(owner=cast.dov)
    cast.rosa.wants_digest = False
    cast.rosa.save()
    assert digest.send([cast.dov, cast.cleo, cast.rosa], TODAY) == (0, 0)
    assert not mail.outbox


def test_the_link_ends_the_mail_without_signing_in(cast):
    letter = sent_to(cast.rosa)
    link = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = link[link.index("/mail/") :]
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(path).status_code == 200
    cast.rosa.refresh_from_db()
    assert cast.rosa.wants_digest
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    cast.rosa.refresh_from_db()
    assert not cast.rosa.wants_digest
    assert AuditEntry.objects.filter(act="weekly mail ended").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["1", "1:abc", "x" * 300, "MQ:1:abc"])
def test_a_link_that_we_did_not_make_ends_nothing(client, token):
    assert client.post(f"/mail/stop/{token}/").status_code == 404


def test_the_weekly_job_sends_each_their_own(cast, run_jobs):
    digest.send_digests.enqueue()
    run_jobs()
    people = {letter.to[0] for letter in mail.outbox}
    assert "rosa@harbor.example" in people
    assert all(len(letter.to) == 1 for letter in mail.outbox)


@pytest.mark.django_db
def test_a_timed_job_is_begun_once_at_its_time(monkeypatch):
    begun: list[str] = []
    monkeypatch.setattr(schedule, "_TIMED", {})
    timed = Timed("probe", lambda: begun.append("x"), datetime(2026, 1, 1, 6, 30, tzinfo=UTC).time(), schedule.MONDAY)
    schedule.announce(timed)
    monday = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
    assert schedule.begin_due(monday) == []
    assert schedule.begin_due(monday + timedelta(days=6)) == []
    assert schedule.begin_due(monday + timedelta(days=7)) == ["probe"]
    assert schedule.begin_due(monday + timedelta(days=7, minutes=1)) == []
    assert schedule.begin_due(monday + timedelta(days=20)) == []
    assert begun == ["x"]
    assert Schedule.objects.count() == 1


def test_the_mail_and_the_nightly_pass_are_on_the_schedule():
    assert {"digests", "acceptances"} <= set(schedule._TIMED)
