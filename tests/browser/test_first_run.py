"""The first minutes, in a real browser against the real program."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visitor

pytestmark = pytest.mark.slow


def test_from_the_link_to_a_living_sample_district_and_to_ones_own_files(
    site: Site, visit: Callable[..., Visitor]
) -> None:
    ada = visit(site)
    ada.begin(site.link, start_with="Look around the sample district")
    expect(ada.page.get_by_text("is being built")).to_be_visible()
    expect(ada.page.get_by_text("This is Harbor Unified, an invented district")).to_be_visible(timeout=240_000)
    ada.until("/", "Since the record of")
    assert re.search(r"Findings ?\d+", (ada.page.goto(f"{site.address}/findings/") and _sub(ada)) or "")
    ada.goto("/")
    ada.page.get_by_role("button", name="Wipe the sample").click()
    expect(ada.page.get_by_text("The sample is gone")).to_be_visible()
    ada.goto("/")
    expect(ada.page.get_by_text("There is no record yet")).to_be_visible()
    assert ada.complaints == []


def _sub(visitor: Visitor) -> str:
    return visitor.page.locator(".sub").inner_text().replace("\n", " ")


def test_the_link_works_once_and_for_nobody_without_it(site: Site, visit: Callable[..., Visitor]) -> None:
    stranger = visit(site)
    stranger.goto("/setup/")
    expect(stranger.page.get_by_text("Open the link from the terminal")).to_be_visible()
    visit(site).begin(site.link, start_with="Start with our files")
    stranger.goto(site.link)
    expect(stranger.page.get_by_text("There is nothing at this address")).to_be_visible()


def test_the_first_run_needs_no_script(site: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(site, scripts=False)
    ada.begin(site.link, start_with="Start with our files")
    expect(ada.page.get_by_role("heading", name="Deliveries")).to_be_visible()


@pytest.mark.deep
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_first_pages_have_no_fault_that_axe_finds(site: Site, visit: Callable[..., Visitor], width: int) -> None:
    ada = visit(site, width=width)
    ada.goto(site.link)
    assert ada.faults() == []
    ada.begin(site.link, start_with="Start with our files")
    for path in ("/", "/gallery/", "/help/", "/help/findings/", "/me/", "/search/?q=harbor", "/nothing/"):
        ada.goto(path)
        assert ada.faults() == [], path
