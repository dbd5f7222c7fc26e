"""What people decide about findings: one, many, twice at once, after the next delivery, and when time has run out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cupola.engine.record.store import open_store
from cupola.workspace import audit, decisions, publishing, switching
from cupola.workspace.decisions import ChangedMeanwhile, DecisionError, Wish
from cupola.workspace.models import AuditEntry, CheckResult, CheckSwitch, Decision, DecisionKind, Finding
from tests.web.conftest import ROSTER

TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=10)


@pytest.fixture
def loads():
    return ROSTER


def own(cast) -> Finding:
    return Finding.objects.filter(school=cast.schools[0], is_open=True).first()


def one(finding: Finding):
    return Finding.objects.filter(pk=finding.pk)


def say(finding: Finding, by, kind=DecisionKind.ASSIGNED, **more) -> Finding:
    wish = Wish(kind, **more)
    decisions.decide(one(finding), wish, by=by, stamp=decisions.target(one(finding), by).stamp)
    finding.refresh_from_db()
    return finding


def test_a_finding_is_assigned_with_a_date_a_history_and_an_audit_line(cast):
    found = say(own(cast), cast.ada, owner=cast.rosa, due_on=LATER, reason="Please begin here.")
    assert (found.standing, found.owner, found.due_on, found.version) == ("assigned", cast.rosa, LATER, 1)
    line = Decision.objects.get(fingerprint=found.fingerprint)
    assert (line.who, line.owner_name, line.due_on) == ("Ada", "Rosa", LATER)
    entry = AuditEntry.objects.filter(thing=f"finding:{found.fingerprint}").get()
    assert (entry.user, entry.reason, entry.details["findings"]) == (cast.ada, "Please begin here.", 1)
    assert audit.verify()[1] is None


def test_a_finding_goes_back_to_its_role(cast):
    found = say(own(cast), cast.ada, owner=cast.rosa)
    found = say(found, cast.ada, due_on=LATER)
    assert (found.standing, found.owner, found.due_on) == ("", None, LATER)


def test_nobody_is_assigned_what_they_cannot_see(cast):
    other = Finding.objects.exclude(school=cast.schools[0]).exclude(school=None).first()
    for person in (cast.rosa, cast.cleo, cast.dov):
        with pytest.raises(DecisionError, match="may not see"):
            say(other, cast.ada, owner=person)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "wish",
    [
        Wish(DecisionKind.ACCEPTED, until=LATER),
        Wish(DecisionKind.ACCEPTED, reason="so"),
        Wish(DecisionKind.ACCEPTED, reason="so", until=TODAY),
        Wish(DecisionKind.ACCEPTED, reason="so", until=TODAY + timedelta(days=900)),
        Wish(DecisionKind.NOT_A_PROBLEM, reason="   "),
        Wish(DecisionKind.NOTE),
        Wish(DecisionKind.ASSIGNED, due_on=TODAY - timedelta(days=1)),
        Wish(DecisionKind.NOTE, reason="x" * 3_000),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cast, wish):
    found = own(cast)
    with pytest.raises(DecisionError):
        decisions.decide(one(found), wish, by=cast.ada, stamp=decisions.target(one(found), cast.ada).stamp)
    assert not Decision.objects.exists()
    assert not AuditEntry.objects.filter(act__startswith="finding").exists()


def test_accepted_set_aside_opened_again_and_noted(cast):
    found = say(own(cast), cast.rosa, DecisionKind.ACCEPTED, until=LATER, reason="Families still send forms.")
    assert (found.standing, found.until) == ("accepted", LATER)
    found = say(found, cast.rosa, DecisionKind.NOTE, reason="Two came today.")
    assert (found.standing, found.reason) == ("accepted", "Families still send forms.")
    found = say(found, cast.rosa, DecisionKind.NOT_A_PROBLEM, reason="It is right as it is.")
    assert (found.standing, found.until) == ("not_a_problem", None)
    found = say(found, cast.rosa, DecisionKind.REOPENED)
    assert (found.standing, found.version) == ("", 4)
    assert Decision.objects.filter(fingerprint=found.fingerprint).count() == 4


def test_two_people_at_once_are_told(cast):
    found = own(cast)
    stamp = decisions.target(one(found), cast.rosa).stamp
    say(found, cast.ada, owner=cast.rosa)
    with pytest.raises(ChangedMeanwhile, match="since you opened the page"):
        decisions.decide(one(found), Wish(DecisionKind.NOT_A_PROBLEM, reason="no"), by=cast.rosa, stamp=stamp)
    found.refresh_from_db()
    assert found.standing == "assigned"


def test_the_page_tells_the_second_of_two_and_keeps_what_they_wrote(cast, as_):
    found = own(cast)
    client = as_(cast.rosa)
    stamp = client.get(f"/findings/{found.fingerprint}/").context["stamp"]
    say(found, cast.ada, owner=cast.rosa)
    said = {"only": found.fingerprint, "stamp": stamp, "back": "finding", "kind": "not_a_problem", "reason": "MY WORDS"}
    answer = client.post("/findings/decide/", said)
    assert answer.status_code == 409
    assert "since you opened the page" in answer.content.decode()
    assert "MY WORDS" in answer.content.decode()


def test_one_finding_is_decided_from_its_page(cast, as_):
    found, client = own(cast), as_(cast.rosa)
    stamp = client.get(f"/findings/{found.fingerprint}/").context["stamp"]
    said = {"only": found.fingerprint, "stamp": stamp, "back": "finding", "kind": "accepted", "reason": "Next week."}
    said["until"] = LATER.isoformat()
    answer = client.post("/findings/decide/", said, follow=True)
    assert answer.redirect_chain == [(f"/findings/{found.fingerprint}/", 302)]
    assert "Next week." in answer.content.decode()


def test_more_than_one_is_shown_before_anything_changes(cast, as_):
    check = CheckResult.objects.filter(found__gt=3).first().check_id
    client = as_(cast.ada)
    said = {"query": f"check={check}", "reach": "all", "kind": "assigned", "owner": str(cast.ada.pk)}
    shown = client.post("/findings/decide/", said)
    assert "Nothing has been changed yet" in shown.content.decode()
    assert not Decision.objects.exists()
    done = client.post("/findings/decide/", {**said, "stamp": shown.context["stamp"]})
    assert done.status_code == 302
    count = Finding.objects.filter(check_id=check, owner=cast.ada).count()
    assert count == shown.context["count"] == Decision.objects.count() > 1
    assert AuditEntry.objects.filter(act="finding assigned").count() == 1


def test_checks_chosen_in_the_queue_are_shown_before_anything_changes(cast, as_):
    two = list(CheckResult.objects.filter(found__gt=0).values_list("check_id", flat=True)[:2])
    client = as_(cast.ada)
    shown = client.get("/findings/decide/", {"query": "?standing=all", "pick_from": "queue", "pick": two})
    assert {check for check, _title, _n in shown.context["checks"]} == set(two)
    none = client.get("/findings/decide/", {"query": "", "pick_from": "queue"}, follow=True)
    assert "Choose others" in none.content.decode()


def test_a_delivery_between_preview_and_yes_is_told(cast, as_):
    check = CheckResult.objects.filter(found__gt=3).first().check_id
    client = as_(cast.ada)
    said = {"query": f"check={check}", "reach": "all", "kind": "note", "reason": "x"}
    stamp = client.post("/findings/decide/", said).context["stamp"]
    Finding.objects.filter(check_id=check).first().delete()
    assert client.post("/findings/decide/", {**said, "stamp": stamp}).status_code == 409
    assert not Decision.objects.exists()


def test_a_registrar_decides_nothing_of_another_school(cast, as_):
    other = Finding.objects.exclude(school=cast.schools[0]).exclude(school=None).filter(is_open=True).first()
    client = as_(cast.rosa)
    everything = decisions.target(Finding.objects.all(), cast.rosa)
    assert set(everything.keys) == set(Finding.objects.filter(school=cast.schools[0]).values_list("pk", flat=True))
    for said in (
        {"only": other.fingerprint},
        {"query": f"school={other.school_id}"},
        {"query": f"check={other.check_id}", "reach": "chosen", "only": other.fingerprint},
    ):
        for stamp in ("", decisions.target(one(other), cast.ada).stamp):
            client.post("/findings/decide/", {**said, "kind": "note", "reason": "mine now", "stamp": stamp})
    assert not Decision.objects.exists()
    with pytest.raises(DecisionError):
        decisions.decide(one(other), Wish(DecisionKind.NOTE, reason="x"), by=cast.rosa, stamp="guessed")


def test_a_registrar_learns_no_colleague_of_another_school(cast, as_):
    from cupola.workspace import people
    from cupola.workspace.models import User
    from cupola.workspace.people import Wanted

    far = User.objects.create_user("far@harbor.example", "FAR-COLLEAGUE")
    people.give_role(far, Wanted("registrar", schools=(cast.schools[1],)), by=None)
    page = as_(cast.rosa).get(f"/findings/{own(cast).fingerprint}/").content.decode()
    assert "FAR-COLLEAGUE" not in page
    assert "FAR-COLLEAGUE" in as_(cast.ada).get(f"/findings/{own(cast).fingerprint}/").content.decode()


def test_decisions_outlive_the_next_delivery_and_an_undo(cast):
    found = say(own(cast), cast.ada, owner=cast.rosa, due_on=LATER)
    publishing.publish()
    found.refresh_from_db()
    assert (found.standing, found.owner, found.due_on) == ("assigned", cast.rosa, LATER)
    from django.conf import settings

    with open_store(settings.DATA_FOLDER).writing(wait_seconds=5) as writer:
        writer.undo()
    publishing.publish()
    found.refresh_from_db()
    assert (found.standing, found.owner, found.due_on) == ("assigned", cast.rosa, LATER)


def test_what_the_record_no_longer_has_closes_by_itself_and_says_so(cast, as_):
    found = own(cast)
    gone = Finding.objects.create(
        fingerprint="0123456789abcdef", check_id=found.check_id, severity=3, role="registrar", school=found.school,
        message="It was so.", first_snapshot="x", first_seen=TODAY, last_snapshot="x", last_seen=TODAY,
    )  # fmt: skip
    say(gone, cast.ada, owner=cast.rosa)
    publishing.publish()
    gone.refresh_from_db()
    assert (gone.is_open, gone.owner) == (False, cast.rosa)
    page = as_(cast.rosa).get(f"/findings/{gone.fingerprint}/").content.decode()
    assert "we no longer see it" in page
    assert "Closed by itself" in page


def test_a_check_that_could_not_run_closes_nothing(cast):
    quiet = CheckResult.objects.filter(ran=False).first().check_id
    kept = Finding.objects.create(
        fingerprint="00000000000000aa", check_id=quiet, severity=3, role="registrar", message="It was so.",
        first_snapshot="x", first_seen=TODAY, last_snapshot="x", last_seen=TODAY,
    )  # fmt: skip
    publishing.publish()
    kept.refresh_from_db()
    assert kept.is_open


def test_judging_the_same_record_again_is_no_change(cast):
    before = dict(CheckResult.objects.values_list("check_id", "found_before"))
    publishing.publish()
    assert dict(CheckResult.objects.values_list("check_id", "found_before")) == before


def test_an_acceptance_that_ran_out_comes_back_with_its_history(cast):
    found = say(own(cast), cast.ada, DecisionKind.ACCEPTED, until=LATER, reason="Until then.")
    assert decisions.expire(LATER) == 0
    assert decisions.expire(LATER + timedelta(days=1)) == 1
    assert decisions.expire(LATER + timedelta(days=1)) == 0
    found.refresh_from_db()
    assert (found.standing, found.until, found.came_back_on) == ("", None, LATER + timedelta(days=1))
    assert Decision.objects.filter(fingerprint=found.fingerprint).first().kind == "reopened"


def test_publishing_brings_back_what_ran_out(cast):
    found = say(own(cast), cast.ada, DecisionKind.ACCEPTED, until=LATER, reason="Until then.")
    one(found).update(until=TODAY - timedelta(days=1))
    publishing.publish()
    found.refresh_from_db()
    assert found.standing == ""
    assert found.came_back_on is not None


def test_a_check_is_switched_off_with_a_reason_and_on_again(cast, as_, run_jobs):
    check = own(cast).check_id
    client = as_(cast.ada)
    client.post(f"/findings/checks/{check}/switch/", {"reason": " "})
    assert not CheckSwitch.objects.exists()
    client.post(f"/findings/checks/{check}/switch/", {"reason": "Our SIS does it otherwise."})
    run_jobs()
    assert not Finding.objects.filter(check_id=check, is_open=True).exists()
    page = client.get(f"/findings/checks/{check}/").content.decode()
    assert "Our SIS does it otherwise." in page
    client.post(f"/findings/checks/{check}/switch/", {"turn": "on"})
    run_jobs()
    assert Finding.objects.filter(check_id=check, is_open=True).exists()


def test_a_registrar_switches_nothing(cast, as_):
    assert as_(cast.rosa).post(f"/findings/checks/{own(cast).check_id}/switch/", {"reason": "x"}).status_code == 403
    assert not CheckSwitch.objects.exists()
    with pytest.raises(DecisionError):
        switching.switch_off("ROS-014", by=cast.ada, reason="")
