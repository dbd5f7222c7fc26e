"""Targets with owner and day, what is told when a line is crossed or data stop, and what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cupola.modules.indicators import alerting, mailing, sample, sample_history
from cupola.modules.indicators.jobs import look_at_targets
from cupola.modules.indicators.models import Alert, Event, Target
from cupola.modules.indicators.queries.targets import needs
from cupola.sample.life import write_life
from cupola.workspace import after_publishing, publishing
from cupola.workspace.models import AuditEntry, Figure, FigureNotComputed, Publication, School, System
from cupola.workspace.targets import targets_for
from tests.web import conftest
from tests.web.conftest import newest, roster_alone

OWN = "one-to-one-coverage"


@pytest.fixture(autouse=True)
def fresh_record(district) -> None:
    """The record is of today, so that its age is not what is told."""
    Publication.objects.update(as_of=timezone.localdate())
    Figure.objects.update(as_of=timezone.localdate())


def filled(**told: object) -> dict[str, object]:
    due = timezone.localdate() + timedelta(days=200)
    return {"goal": "95", "is_at_least": "yes", "line": "", "due_on": due.isoformat(), "note": ""} | told


def share() -> float:
    return Figure.objects.get(measure_id="MEA-DEV-03", grain="district", publication=newest()).value


def test_a_target_past_its_line_is_told_at_once_to_who_answers_for_it(ada, cast, as_) -> None:
    told = filled(owner=cast.ben.pk, line=f"{share() * 100 + 1:.2f}", goal="100")
    answer = ada.post(reverse("indicators:target-new", args=[OWN]), told, follow=True)
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "Crossed its line" in said
    assert "Ben answers for it" in said
    assert "Behind target" in said
    assert [need.stake for need in needs(cast.ben)] == ["Crossed its line"]
    assert "Students with a usable device of their own" in as_(cast.ben).get("/").content.decode()
    assert needs(cast.cleo) == []
    assert set(AuditEntry.objects.values_list("act", flat=True)) >= {"target set", "alerts raised"}
    assert "Ben" not in str(AuditEntry.objects.filter(act="target set").values_list("details", flat=True))


def test_who_answers_for_a_target_is_mailed_once_each_time_its_line_is_crossed(ada, cast, run_jobs) -> None:
    page = reverse("indicators:target-new", args=[OWN])
    ada.post(page, filled(owner=cast.ben.pk, line="99.9", goal="100", mails_owner="on"))
    for _night in range(2):
        look_at_targets.enqueue()
        run_jobs()
    (letter,) = mail.outbox
    assert letter.to == ["ben@harbor.example"]
    assert "Students with a usable device of their own, the whole district" in letter.body
    assert reverse("indicators:measure", args=[OWN]) in letter.body
    assert not any(user.name.split()[0] in letter.subject + letter.body for user in (cast.ada, cast.ben))
    Figure.objects.filter(measure_id="MEA-DEV-03", grain="district").update(value=1.0)
    alerting.look()
    Figure.objects.filter(measure_id="MEA-DEV-03", grain="district").update(value=0.5)
    alerting.look()
    assert (mailing.tell_owners(), mailing.tell_owners()) == (1, 0)
    assert AuditEntry.objects.filter(act="alerts mailed").count() == 2


def test_nobody_is_mailed_who_did_not_ask_may_not_see_it_or_without_a_mail_server(ada, cast, settings) -> None:
    page = reverse("indicators:target-new", args=[OWN])
    told = filled(owner=cast.ben.pk, line="99.9", goal="100")
    ada.post(page, told)
    assert mailing.tell_owners() == 0
    Target.objects.update(mails_owner=True, owner=cast.dov)
    assert mailing.tell_owners() == 0
    Target.objects.update(owner=cast.ben)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert mailing.tell_owners() == 0
    assert "No mail server is set here yet" in ada.get(page).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Alert.objects.update(begins_at=timezone.now() - timedelta(days=9))
    assert mailing.tell_owners() == 0
    assert mail.outbox == []


def test_an_alert_ends_when_the_figure_is_back_and_stays_in_the_list(ada, cast) -> None:
    ada.post(reverse("indicators:target-new", args=[OWN]), filled(owner=cast.ada.pk, line="99.9", goal="100"))
    assert Alert.objects.filter(ends_at=None).count() == 1
    assert alerting.look() == 0
    Figure.objects.filter(measure_id="MEA-DEV-03", grain="district").update(value=1.0)
    alerting.look()
    assert Alert.objects.get().ends_at is not None
    assert "Told before" in ada.get(reverse("indicators:targets")).content.decode()


def test_without_a_line_one_is_told_from_the_day_on_which_the_goal_is_due(ada, cast) -> None:
    page = reverse("indicators:target-new", args=[OWN])
    ada.post(page, filled(owner=cast.ada.pk, goal="100"))
    assert not Alert.objects.exists()
    Target.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    alerting.look()
    assert Alert.objects.get().kind == "due"


def test_a_target_takes_the_place_of_the_one_before_which_is_kept(ada, cast) -> None:
    page = reverse("indicators:target-new", args=[OWN])
    ada.post(page, filled(owner=cast.ada.pk, goal="90"))
    Target.objects.update(begins_on=timezone.localdate() - timedelta(days=40))
    ada.post(page, filled(owner=cast.ada.pk, goal="95"))
    before, now = Target.objects.order_by("begins_on")
    assert (before.goal, before.ends_on, now.ends_on) == (0.9, now.begins_on, None)
    said = ada.get(reverse("indicators:measure", args=[OWN])).content.decode()
    assert "90.0% or more" in said
    assert "95.0% or more" in said
    ada.post(reverse("indicators:target-end", args=[now.pk]))
    now.refresh_from_db()
    assert now.ends_on is not None


def test_a_school_has_a_target_of_its_own_beside_that_of_the_district(ada, cast, as_) -> None:
    page = reverse("indicators:target-new", args=[OWN])
    ada.post(page, filled(owner=cast.ada.pk, goal="95"))
    ada.post(page, filled(owner=cast.rosa.pk, goal="100", line="100", school=cast.schools[0].pk))
    ada.post(page, filled(owner=cast.ada.pk, goal="100", line="100", school=cast.schools[1].pk))
    assert Target.objects.filter(ends_on=None).count() == 3
    Figure.objects.filter(measure_id="MEA-DEV-03", grain="school").update(value=0.5)
    alerting.look()
    seen = as_(cast.rosa).get(reverse("indicators:targets")).context["page"]
    assert {aim.target.school for aim in seen.aims} == {None, cast.schools[0]}
    assert {alert.school for alert, _words in seen.alerts} == {cast.schools[0]}
    assert len(needs(cast.rosa)) == 1


@pytest.mark.parametrize(("field", "value"), [("goal", ""), ("goal", "nan"), ("due_on", ""), ("line", "97")])
def test_a_target_that_says_nothing_or_contradicts_itself_is_refused(ada, cast, field, value) -> None:
    told = filled(owner=cast.ada.pk) | {field: value}
    answer = ada.post(reverse("indicators:target-new", args=[OWN]), told)
    assert answer.status_code == 422
    assert not Target.objects.exists()


def test_only_who_keeps_the_plan_sets_targets_and_writes_events(cast, as_) -> None:
    for user in (cast.ben, cast.cleo, cast.rosa, cast.dov):
        client = as_(user)
        for page in (reverse("indicators:target-new", args=[OWN]), reverse("indicators:event-new")):
            assert client.get(page).status_code == 403
            assert client.post(page, {}).status_code == 403
    assert as_(cast.ada).get(reverse("indicators:target-new", args=["device-gap-by-group"])).status_code == 404


def test_a_figure_that_is_gone_and_a_record_that_is_old_are_told(ada, cast) -> None:
    ada.post(reverse("indicators:target-new", args=[OWN]), filled(owner=cast.ada.pk))
    Figure.objects.filter(measure_id="MEA-DEV-03").delete()
    FigureNotComputed.objects.create(publication=newest(), measure_id="MEA-DEV-03", version=1, reason="No list.")
    alerting.look()
    assert Alert.objects.get().kind == "gone"
    Publication.objects.update(as_of=timezone.localdate() - timedelta(days=15))
    alerting.look()
    assert set(Alert.objects.filter(ends_at=None).values_list("kind", flat=True)) == {"gone", "stale"}
    assert "the figures stand still" in ada.get(reverse("indicators:targets")).content.decode()


def test_a_range_that_reaches_over_the_line_is_told_as_perhaps_chance(ada, cast) -> None:
    figure = Figure.objects.get(measure_id="MEA-DEV-03", grain="district", publication=newest())
    assert figure.high is not None
    line = (figure.value + figure.high) / 2 * 100
    ada.post(reverse("indicators:target-new", args=[OWN]), filled(owner=cast.ada.pk, line=f"{line:.4f}", goal="100"))
    assert Alert.objects.get().is_within_range
    assert "it may be chance" in ada.get(reverse("indicators:measure", args=[OWN])).content.decode()


def test_targets_are_looked_at_after_each_publication(ada, cast, run_jobs, district) -> None:
    Target.objects.create(measure_id="MEA-DEV-03", goal=1.0, line=0.99, is_at_least=True, owner=cast.ada,
                          due_on=timezone.localdate(), begins_on=timezone.localdate())  # fmt: skip
    Figure.objects.filter(measure_id="MEA-DEV-03", grain="district").update(value=0.5)
    assert "targets" in after_publishing.begin()
    run_jobs()
    assert Alert.objects.filter(kind="line").exists()
    assert "targets" not in after_publishing.begin()


def test_what_happened_is_written_down_changed_and_taken_away(ada) -> None:
    told = {"title": "Carts came", "on": "2026-09-01", "kind": "devices", "measure_id": "", "school": "", "note": ""}
    assert ada.post(reverse("indicators:event-new"), told).status_code == 302
    row = Event.objects.get()
    page = reverse("indicators:event", args=[row.pk])
    assert ada.post(page, told | {"title": "Carts went", "seen": "0"}).status_code == 302
    assert ada.post(page, told | {"seen": "0"}).status_code == 409
    assert "Carts went" in ada.get(reverse("indicators:targets")).content.decode()
    assert ada.post(reverse("indicators:event-out", args=[row.pk])).status_code == 302
    assert not Event.objects.exists()
    assert ada.post(reverse("indicators:event-new"), told | {"on": "yesterday"}).status_code == 422


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_events_go_out_as_a_spreadsheet_and_come_back_the_same(ada, form) -> None:
    Event.objects.create(title="=Storm", on="2026-09-01", kind="other")
    content = ada.get(reverse("indicators:events-file", args=[form])).content
    sheet = SimpleUploadedFile(f"events.{form}", content)
    counts = ada.post(reverse("indicators:events-import"), {"sheet": sheet}).context["counts"]
    assert counts == {"new": 0, "changed": 0, "same": 1, "faulty": 0}


def test_a_principal_sees_events_of_the_district_and_the_own_school(cast, as_) -> None:
    for title, school in (("Everywhere", None), ("Here", cast.schools[0]), ("There", cast.schools[1])):
        Event.objects.create(title=title, on="2026-09-01", school=school)
    said = as_(cast.rosa).get(reverse("indicators:targets")).content.decode()
    assert "Everywhere" in said
    assert "Here" in said
    assert "There" not in said.replace("There is", "")


@roster_alone
def test_what_was_typed_in_is_counted_when_somebody_asks(ada, cast, as_, run_jobs) -> None:
    System.objects.create(name="Grades", hosting="cloud")
    System.objects.create(name="Books", hosting="on_premises")
    assert as_(cast.ben).post(reverse("indicators:count")).status_code == 403
    said = ada.post(reverse("indicators:count"), follow=True).content.decode()
    assert "is being counted" in said
    run_jobs()
    assert Figure.objects.get(measure_id="MEA-SYS-01", publication=newest()).value == 0.5
    System.objects.filter(name="Books").update(hosting="cloud")
    ada.post(reverse("indicators:count"))
    run_jobs()
    assert Figure.objects.get(measure_id="MEA-SYS-01", publication=newest()).value == 1.0
    page = ada.get(reverse("indicators:rows", args=["systems-in-the-cloud"])).context["page"]
    assert sorted(line.row.subject for line in page.rows) == ["Books", "Grades"]


def test_papers_take_the_targets_that_held_on_the_day_of_the_record(cast) -> None:
    today = timezone.localdate()
    told = {"measure_id": "MEA-DEV-03", "is_at_least": True, "owner": cast.ada, "due_on": today}
    Target.objects.create(goal=0.8, begins_on=today - timedelta(days=90), ends_on=today - timedelta(days=30), **told)
    Target.objects.create(goal=0.9, begins_on=today - timedelta(days=30), **told)
    Target.objects.create(goal=0.5, begins_on=today, school=cast.schools[0], **told)
    assert targets_for(cast.ada, today)["MEA-DEV-03"].value == 0.9
    assert targets_for(cast.ada, today - timedelta(days=60))["MEA-DEV-03"].value == 0.8
    assert targets_for(cast.dov, today) == {}


def test_what_is_told_of_groups_of_students_stays_with_who_may_see_them(cast) -> None:
    target = Target.objects.create(measure_id="MEA-PRG-03", goal=0.0, line=0.0, is_at_least=False, owner=cast.cleo,
                                   due_on=timezone.localdate(), begins_on=timezone.localdate())  # fmt: skip
    Alert.objects.create(kind="line", measure_id="MEA-PRG-03", target=target, value=0.5, as_of=timezone.localdate())
    assert needs(cast.cleo) == []
    assert [need.weight for need in needs(cast.ada)] == [300]


def test_the_sample_brings_targets_and_events_once_and_a_past_of_its_own(tmp_path, cast, district) -> None:
    schools = School.objects.filter(kind="school", students__gt=0)
    write_life(tmp_path, [(each.name, each.students, each.low_grade, each.high_grade) for each in schools])
    sample.bring(tmp_path)
    sample.bring(tmp_path)
    assert Target.objects.filter(ends_on=None).count() == len(sample.TARGETS)
    assert Event.objects.count() == len(sample.EVENTS)
    assert not sample_history.is_behind(newest())
    district.is_sample = True
    district.save()
    judged = conftest.JUDGED[conftest.WHOLE]
    assert judged.figures is not None
    one = next(each for each in judged.figures.figures if each.measure == "MEA-STU-01" and each.grain == "district")
    cloud = replace(one, measure="MEA-SYS-01", value=0.7, as_of=newest().as_of)
    publishing.figures.write(replace(judged.figures, figures=(cloud,), not_computed=()), newest(), {})
    assert sample_history.is_behind(newest())
    first = newest()
    assert sample_history.bring() >= 0
    assert Publication.newest() == first
    sample.forget()
    assert not Target.objects.exists()
