"""The plan for everybody: only when the district says so, and without people and money."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cupola.modules.strategy.models import Goal, Initiative, Milestone, Money, Vision


@pytest.fixture
def plan(cast) -> None:
    goal = Goal.objects.create(code="G1", title="Rooms that work", measure="Rooms", owner=cast.ada)
    Goal.objects.create(code="G2", title="Given up", is_open=False)
    row = Initiative.objects.create(
        code="I1", title="Rosa counts printers", goal=goal, owner=cast.ada, promised="A secret promise",
        begins_on=date(2026, 8, 1), ends_on=date(2030, 6, 30), state="active",
    )  # fmt: skip
    Money.objects.create(initiative=row, fund="Title I", school_year=2027, cents=123_456_700)
    Milestone.objects.create(code="M1", title="Count them", initiative=row, owner=cast.ben, due_on=date(2030, 1, 1))
    Vision.objects.create(pk=1, text="Every child reads", intro="Ask us at ada@harbor.example")


@pytest.fixture
def published(plan) -> None:
    Vision.objects.update(is_public=True)


def test_a_plan_that_is_not_public_is_not_there(plan, cast, as_) -> None:
    answer = Client().get(reverse("strategy:public"))
    assert answer.status_code == 404
    assert "not published" in answer.content.decode()
    assert "Rooms that work" not in answer.content.decode()
    assert as_(cast.ada).get(reverse("strategy:public-file")).status_code == 404


def test_everybody_reads_goals_and_status_without_people_and_money(published) -> None:
    page = Client().get(reverse("strategy:public")).content.decode()
    for shown in ("Rooms that work", "Count them", "Every child reads", "On the way", "0 of 1 milestones done"):
        assert shown in page, shown
    for hidden in ("Ada", "Ben", "Rosa", "ada@harbor.example", "1,234,567", "secret promise", "Given up", "Title I"):
        assert hidden not in page, hidden
    assert "[name] counts printers" in page


def test_the_file_is_whole_in_itself(published, cast, as_) -> None:
    answer = as_(cast.ada).get(reverse("strategy:public-file"))
    page = answer.content.decode()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "<style>" in page
    assert "--patina" in page
    assert "Rooms that work" in page
    assert "Ada" not in page
    for fetched in ("<script", "<link", "url(", "src="):
        assert fetched not in page.replace("url(#hatch)", ""), fetched
