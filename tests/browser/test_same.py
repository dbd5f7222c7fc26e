"""Pairs answered with the keyboard; the pages without faults at both widths."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visitor
from tests.browser.test_every_page import faults

pytestmark = pytest.mark.slow

SAYS = re.compile("same person|same device|same school", re.IGNORECASE)


def first_pair(ada: Visitor) -> None:
    ada.until("/same/", "How sure the links are")
    ada.page.get_by_role("link", name="Begin with the next pair").click()
    expect(ada.page.get_by_role("heading", name=SAYS)).to_be_visible()


def test_pairs_are_answered_and_taken_back_with_the_keyboard(living: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(living)
    first_pair(ada)
    first = ada.page.url
    ada.page.keyboard.press("3")
    ada.page.wait_for_url(lambda url: url != first)
    second = ada.page.url
    ada.page.keyboard.press("1")
    ada.page.wait_for_url(lambda url: url not in (first, second))
    expect(ada.page.get_by_role("button", name="Take back the last answer")).to_be_visible()
    ada.page.keyboard.press("u")
    ada.page.wait_for_url(second)
    expect(ada.page.get_by_text("Taken back.")).to_be_visible()
    ada.goto(first.removeprefix(ada.address))
    expect(ada.page.get_by_role("heading", name="Answered: Not sure")).to_be_visible()
    ada.page.get_by_role("button", name="Take my answer back").click()
    expect(ada.page.get_by_text("Taken back.")).to_be_visible()
    assert ada.complaints == []


def test_keys_do_nothing_while_somebody_writes(living: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(living)
    first_pair(ada)
    here = ada.page.url
    ada.page.locator("#q").focus()
    ada.page.keyboard.type("123u")
    expect(ada.page.locator("#q")).to_have_value("123u")
    assert ada.page.url == here


@pytest.mark.parametrize("width", [pytest.param(1440, marks=pytest.mark.deep), 390])
def test_no_page_of_pairs_has_a_fault(living: Site, visit: Callable[..., Visitor], width: int) -> None:
    ada = visit(living, width=width)
    first_pair(ada)
    found = {"a pair": faults(ada)}
    reason = ada.page.get_by_label("Why do you need them?")
    if reason.count():
        reason.fill("deciding pairs of the fall linking")
    if (button := ada.page.get_by_role("button", name="Show names", exact=True)).count():
        button.click()
        expect(ada.page.get_by_role("button", name="Hide names again")).to_be_visible()
        found["a pair with names"] = faults(ada)
    for path in ("/same/", "/same/disagree/", "/same/disagree/?field=born", "/help/same/"):
        ada.goto(path)
        found[path] = faults(ada)
    ada.goto("/same/disagree/")
    ada.page.get_by_role("link", name="Person of line 1", exact=True).click()
    expect(ada.page.get_by_role("heading", name="One person, every source")).to_be_visible()
    found["a person"] = faults(ada)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert ada.complaints == []
