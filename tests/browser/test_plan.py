"""The plan in a real browser: from a need to a milestone that slips; the cabinet answers; a principal sees her own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor

pytestmark = pytest.mark.slow


def save(page: Page) -> None:
    """Press the one filled button of a form."""
    page.locator("main form button.btn:not(.btn--2)").first.click()


def invite(ada: Visitor, guest: Visitor, name: str, role: str, *, school: str = "") -> None:
    """Have Ada invite somebody, who takes the account up."""
    ada.goto("/settings/people/invite/")
    ada.page.get_by_label("Name", exact=True).fill(name)
    ada.page.get_by_label("E-mail address").fill(f"{name.split()[0].lower()}@harbor.example")
    ada.page.get_by_label("Role").select_option(label=role)
    if school:
        ada.page.get_by_label(school).check()
    ada.page.get_by_role("button", name="Make the link").click()
    guest.page.goto(ada.page.get_by_label("Link").input_value())
    guest.page.locator("input[type=password]").first.fill(PASSWORD)
    guest.page.get_by_role("button", name="Set the password").click()
    expect(guest.page.get_by_role("heading").first).to_be_visible()


def decide(ada: Visitor) -> None:
    """Raise a need, compare two alternatives, and write down the decision."""
    page = ada.page
    ada.goto("/plan/needs/new/")
    page.get_by_label("What is needed").fill("Headsets that last a test")
    save(page)
    page.get_by_role("link", name="Compare alternatives").click()
    page.get_by_label("What is to be decided").fill("Which headsets")
    save(page)
    comparison = page.url.removeprefix(ada.address)
    for title, cost in (("Cheap ones", "10000"), ("Good ones", "25000")):
        ada.goto(f"{comparison}alternatives/new/")
        page.get_by_label("Alternative", exact=True).fill(title)
        page.get_by_label("Cost over five years, in dollars").fill(cost)
        save(page)
    ada.goto(f"{comparison}criteria/")
    page.get_by_label("Criterion 1").fill("Cost")
    page.get_by_label("Weight 1").fill("30")
    page.get_by_label("Scores come from 1").select_option("cost")
    page.get_by_label("Criterion 2").fill("Lasts a year")
    page.get_by_label("Weight 2").fill("70")
    page.get_by_label("Scores come from 2").select_option("score")
    page.get_by_label("Criterion 3").fill("")
    save(page)
    ada.goto(f"{comparison}scores/")
    scores = page.locator("main form input[type=number], main form input[type=text]")
    scores.nth(0).fill("2")
    scores.nth(1).fill("9")
    save(page)
    expect(page.get_by_text(re.compile("Good ones wins unless cost weighs over [0-9]+%"))).to_be_visible()
    ada.goto(f"{comparison}decide/")
    page.get_by_label("Decided for").select_option(label="Good ones")
    page.get_by_label("Who decided").fill("Cabinet")
    page.get_by_label("Why").fill("They last.")
    save(page)
    expect(page.get_by_role("heading", name="Decided for Good ones")).to_be_visible()


def test_a_need_becomes_a_decision_a_goal_and_a_milestone_that_slips(
    living: Site, visit: Callable[..., Visitor]
) -> None:
    ada = visit(living)
    page = ada.page
    decide(ada)
    ada.goto("/plan/goals/new/")
    page.get_by_label("Goal", exact=True).fill("Tests run without trouble")
    page.get_by_label("Headsets that last a test").check()
    save(page)
    ada.goto("/plan/initiatives/new/")
    page.get_by_label("Initiative", exact=True).fill("Buy headsets")
    goal = page.locator("select[name=goal] option", has_text="Tests run without trouble").inner_text()
    page.locator("select[name=goal]").select_option(label=goal)
    page.locator("input[name=begins_on]").fill("2026-08-01")
    page.locator("input[name=ends_on]").fill("2027-06-30")
    save(page)
    initiative = page.url.removeprefix(ada.address)
    ada.goto(f"{initiative}milestones/new/")
    page.get_by_label("Milestone", exact=True).fill("Headsets ordered")
    page.locator("input[name=due_on]").fill("2026-09-15")
    save(page)
    ada.goto(initiative)
    expect(page.locator("main")).to_contain_text("Headsets ordered")
    expect(page.locator("main").get_by_text(re.compile("[Ll]ate")).first).to_be_visible()
    page.get_by_role("link", name="Headsets ordered").first.click()
    slips = page.url.removeprefix(ada.address)
    ada.goto(f"{slips}edit/")
    page.locator("input[name=due_on]").fill("2027-03-01")
    save(page)
    ada.goto(slips)
    expect(page.locator("main")).to_contain_text("slipped by 167 days")
    assert ada.complaints == []


def test_a_cabinet_member_answers_and_the_answer_is_on_the_plan(living: Site, visit: Callable[..., Visitor]) -> None:
    ada, cora = visit(living), visit(living, stranger=True)
    ada.goto("/plan/decisions/new/")
    ada.page.get_by_label("Question").fill("Do we lock phones away in class?")
    ada.page.get_by_label("Option 1", exact=True).fill("Yes, from January")
    ada.page.get_by_label("Option 2", exact=True).fill("Not this year")
    ada.page.locator("input[name=by_when]").fill((datetime.now(UTC).date() + timedelta(days=3)).isoformat())
    save(ada.page)
    ask = ada.page.url.removeprefix(ada.address)
    invite(ada, cora, "Cora Lind", "cabinet member")
    cora.goto("/")
    expect(cora.page.get_by_text("Do we lock phones away in class?").first).to_be_visible()
    cora.goto(ask)
    cora.page.get_by_label(re.compile("Yes, from January")).check()
    cora.page.get_by_role("button", name="Answer").click()
    ada.goto("/plan/")
    expect(ada.page.get_by_text(re.compile("Yes, from January, said Cora Lind"))).to_be_visible()
    assert cora.faults() == []


def test_a_principal_sees_the_plan_without_money_and_only_her_school(
    living: Site, visit: Callable[..., Visitor]
) -> None:
    ada, pia = visit(living), visit(living, stranger=True)
    ada.goto("/schools/")
    names = ada.page.locator("table th[scope=row] a").all_inner_texts()
    own = next(name for name in names if name.endswith("Elementary School"))
    foreign = next(name for name in names if name.endswith("High School"))
    invite(ada, pia, "Pia Sandoval", "school leader", school=own)
    for path in (
        "/plan/",
        "/plan/needs/",
        "/promises/?view=all",
        "/voice/",
        "/voice/sessions/",
        "/voice/pains/",
        "/voice/surveys/",
    ):
        pia.goto(path)
        expect(pia.page.get_by_role("heading", level=1)).to_be_visible()
        assert foreign not in pia.page.locator("main").inner_text(), path
    pia.goto("/plan/")
    assert "$" not in pia.page.locator("main").inner_text()
    for path in ("/plan/fit/", "/plan/decisions/", "/plan/plan.xlsx", "/voice/heard/", "/voice/themes/", "/practice/"):
        pia.goto("/plan/")
        answer = pia.page.request.get(ada.address + path)
        assert answer.status == 403, path
