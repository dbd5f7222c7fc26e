"""The pages of devices and accounts: nothing that axe-core finds wrong, nothing in the console, none too wide."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visitor
from tests.browser.test_every_page import faults

pytestmark = pytest.mark.slow

LISTS = (
    *("/devices/", "/devices/?by=model", "/devices/?by=fund", "/devices/?state=stock", "/devices/?q=zzzz"),
    *("/devices/holders/", "/devices/holders/?kind=several", "/devices/holders/?kind=late", "/devices/support/"),
    *("/devices/rehearsal/", "/devices/rehearsal/new/", "/accounts/", "/accounts/?state=second_step"),
    *("/accounts/changes/", "/accounts/changes/?kind=nobody", "/help/devices/", "/help/accounts/"),
)


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_of_devices_has_a_fault(living: Site, visit: Callable[..., Visitor], width: int) -> None:
    ada = visit(living, width=width)
    ada.until("/devices/", "You bought")
    found: dict[str, list[str]] = {}
    for path in LISTS:
        ada.goto(path)
        found[path] = faults(ada)
    ada.goto("/devices/?among=student")
    ada.page.locator("[data-row] th a[href^='/devices/']").last.click()
    expect(ada.page.get_by_role("heading", name="What each source says")).to_be_visible()
    found["a device"] = faults(ada)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert ada.complaints == []


@pytest.mark.parametrize("width", [1440, 390])
def test_a_rehearsal_is_drawn_printed_and_answered(living: Site, visit: Callable[..., Visitor], width: int) -> None:
    ada = visit(living, width=width)
    ada.until("/devices/", "You bought")
    ada.goto("/devices/rehearsal/new/")
    ada.page.get_by_label("Title").fill("Spring")
    ada.page.get_by_role("button", name="Draw it").click()
    expect(ada.page.get_by_role("heading", name="Spring")).to_be_visible()
    found = {"rehearsal": faults(ada)}
    ada.page.get_by_role("link", name="The sheet to print").click()
    expect(ada.page.locator("svg.segno").first).to_be_visible()
    found["sheet"] = faults(ada)
    ada.page.get_by_role("link", name="Page of device").first.click()
    ada.page.get_by_role("button", name="There, and the numbers agree").click()
    expect(ada.page.get_by_text("Written down.")).to_be_visible()
    found["item"] = faults(ada)
    ada.goto("/devices/rehearsal/")
    found["history"] = faults(ada)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert ada.complaints == []
