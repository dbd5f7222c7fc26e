"""The life of the sample district comes into the rooms once, is found where it should be, and goes without a trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.hashers import is_password_usable
from django.utils import timezone

from cupola.modules.leadership.models import DiaryRun, SeatMissed
from cupola.modules.leadership.queries import diary
from cupola.modules.strategy.models import Ask, Goal, Initiative, InitiativeState, Milestone
from cupola.modules.strategy.queries import fitting
from cupola.modules.voice.models import Comment, Note, Pain, Promise, PromiseEvent, Response, Session, Survey, Theme
from cupola.sample.life import write_life
from cupola.sample.life.places import AS_OF
from cupola.workspace import jobs, sampling
from cupola.workspace.models import District, Need, School, User
from cupola.workspace.sample_people import DOMAIN
from tests.web.again import write_again

ROOMS = ("voice", "strategy", "leadership")


def of_the_rooms() -> dict[str, int]:
    """How many rows each table of the rooms has, and how many needs there are."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models(include_auto_created=True)]
    return {model._meta.label: model.objects.count() for model in (*models, Need)}


@pytest.fixture
def sample(district, cast):
    """The sample district with its life."""
    district.is_sample = True
    district.save()
    write_again("life", bring)
    return district


def bring():
    assert sampling.bring_life()


@pytest.fixture
def truth(sample, tmp_path) -> dict[str, list[str]]:
    """What was planted, as it is written for the schools of this district."""
    schools = School.objects.filter(kind="school", students__gt=0).order_by("name", "key")
    write_life(tmp_path, [(each.name, each.students, each.low_grade, each.high_grade) for each in schools])
    found: dict[str, list[str]] = json.loads((tmp_path / "truth.json").read_text("utf-8"))
    return found


def titles(kinds, name: str) -> list[str]:
    """What a list of things that do not fit holds."""
    return sorted(each.title for kind in kinds if kind.name == name for each in kind.found)


def test_every_room_of_the_life_takes_part():
    assert set(ROOMS) <= set(sampling._LIFE)


def test_the_rooms_are_full(sample):
    counted = {each: each.objects.count() for each in (Note, Session, Pain, Theme, Promise, Survey, Need)}
    assert list(counted.values()) == [600, 40, 25, 12, 90, 6, 9]
    assert (Goal.objects.count(), Initiative.objects.count(), Milestone.objects.count()) == (6, 25, 120)
    assert Response.objects.count() >= 100
    assert (DiaryRun.objects.count(), SeatMissed.objects.count()) == (2, 7)


def test_bringing_it_twice_changes_nothing(sample):
    before = of_the_rooms()
    people = User.objects.count()
    assert sampling.bring_life()
    assert of_the_rooms() == before
    assert User.objects.count() == people


def test_another_district_gets_no_life(district, cast):
    assert not sampling.bring_life()
    assert set(of_the_rooms().values()) == {0}


def test_notes_and_diary_are_the_first_administrators(sample, cast):
    assert set(Note.objects.values_list("writer", flat=True)) == {cast.ada.pk}
    assert set(DiaryRun.objects.values_list("user", flat=True)) == {cast.ada.pk}


def test_colleagues_have_roles_and_nobody_can_sign_in_as_one(sample):
    people = {user.email: user for user in User.objects.filter(email__endswith=DOMAIN)}
    assert len(people) == 6
    assert not any(is_password_usable(user.password) for user in people.values())
    roles = {user.grants.get().role for user in people.values()}
    assert roles == {"technician", "data_steward", "cabinet_member", "school_leader"}
    principal = User.objects.get(email__endswith=DOMAIN, grants__role="school_leader")
    largest = School.objects.filter(kind="school").order_by("-students").first()
    assert list(principal.grants.get().schools.all()) == [largest]


def test_events_of_promises_stand_on_their_days(sample):
    newest = max(PromiseEvent.objects.values_list("at", flat=True))
    assert timezone.localtime(newest).date() <= AS_OF
    for promise in Promise.objects.filter(state="done").prefetch_related("events"):
        states = [event.state for event in promise.events.all() if event.kind == "state"]
        assert states == ["done", "promised", "heard"]


def test_every_comment_has_its_names_taken_out(sample):
    assert Comment.objects.exists()
    assert not Comment.objects.filter(masked="").exists()
    assert not Comment.objects.filter(masked__contains="Mrs.").exists()


def test_every_need_counts_its_voices(sample):
    for theme in Theme.objects.exclude(need=None):
        assert theme.need.voices == theme.voices.count() >= 10
        assert theme.need.words


def test_the_plan_shows_exactly_what_was_planted(truth):
    found = fitting.alignment()
    assert [each[:2] for each in titles(found, "goal-without-need")] == truth["goals_without_need"]
    assert titles(found, "need-without-goal") == truth["needs_without_goal"]
    assert [each[:2] for each in titles(found, "goal-without-measure")] == truth["goals_without_measure"]
    assert [each[:3] for each in titles(found, "money-without-goal")] == truth["money_without_goal"]


def test_milestones_in_a_blackout_are_found_and_no_others(truth):
    found = fitting.clashes()
    assert [each[:5] for each in titles(found, "blackout")] == truth["milestones_in_blackout"]
    assert titles(found, "order") == titles(found, "owner") == []


def test_work_that_nobody_looked_at_is_stale_on_the_day_of_the_record(truth):
    active = Initiative.objects.filter(state=InitiativeState.ACTIVE)
    stale = [each.code for each in active if AS_OF - fitting.last_touched(each) > fitting.STALE]
    assert sorted(stale) == truth["stale_initiatives"]


def test_one_decision_is_still_asked_of_the_superintendent(sample):
    assert [ask.asked_of.grants.get().role for ask in Ask.objects.filter(answer=None)] == ["cabinet_member"]


def test_the_diary_compares_two_falls(sample, cast):
    assert diary.sentence(diary.sums_of(cast.ada)).endswith("more than a year before.")


def test_forgetting_leaves_nothing(sample):
    people = User.objects.exclude(email__endswith=DOMAIN).count()
    sampling.forget_life()
    assert set(of_the_rooms().values()) == {0}
    assert User.objects.count() == people


def test_a_life_that_was_forgotten_can_come_again(sample):
    before = of_the_rooms()
    sampling.forget_life()
    assert sampling.bring_life()
    assert of_the_rooms() == before


@pytest.mark.parametrize("address", ["/practice/", "/practice/seat/"])
def test_the_pages_of_practice_show_it(sample, cast, as_, address):
    assert as_(cast.ada).get(address).status_code == 200


def test_nothing_of_the_pages_stays_on_the_disk(sample, settings):
    assert sampling.bring_life()
    assert not (Path(settings.WEB_FOLDER) / "sample-life").exists()


def test_the_first_page_says_that_the_life_of_the_sample_is_still_being_written(district, cast, as_) -> None:
    told = "Its plan, promises, surveys and systems are being written"
    District.objects.update(is_sample=True)
    assert told not in as_(cast.ada).get("/").content.decode()
    jobs.bring_life.enqueue()
    assert told in as_(cast.ada).get("/").content.decode()
