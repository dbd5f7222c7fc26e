"""Every page: nothing that axe-core finds wrong, nothing in the console, no scrolling sideways, few bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visitor
from tests.browser.test_journeys import NOT_YET_BORN, a_file

pytestmark = pytest.mark.slow

LISTS = (
    *("/", "/findings/", "/findings/?group=school", "/findings/?group=person", "/findings/?check=NONE-000"),
    *("/findings/?standing=fixed", "/findings/priority/", "/schools/", "/deliveries/", "/search/", "/search/?q=school"),
    *("/search/?q=zzzz", "/gallery/", "/help/", "/help/findings/", "/help/deliveries/", "/me/", "/nothing/here/"),
    *("/settings/people/", "/settings/people/invite/", "/settings/people/import/", "/settings/audit/"),
    *(
        "/plan/",
        "/plan/needs/",
        "/plan/decisions/",
        "/plan/fit/",
        "/plan/tools/",
        "/plan/direction/",
        "/plan/versions/",
    ),
    *("/plan/track-record/", "/plan/import/", "/plan/goals/new/", "/plan/initiatives/new/", "/plan/decisions/new/"),
    *("/voice/", "/voice/notes/", "/voice/notes/new/", "/voice/notes/offline/", "/voice/sessions/", "/voice/pains/"),
    *("/voice/sessions/new/", "/voice/pains/new/", "/voice/themes/", "/voice/heard/", "/voice/surveys/", "/promises/"),
    *("/voice/surveys/new/", "/voice/surveys/import/", "/promises/new/", "/promises/?view=done", "/practice/"),
    *("/practice/seat/", "/public/plan/", "/public/promises/", "/help/plan/", "/help/promises/", "/help/surveys/"),
    *("/measures/", "/measures/six/", "/measures/compare/", "/measures/schools/", "/measures/targets/"),
    *("/measures/achievement/", "/measures/satisfaction/", "/measures/of/students-per-device/"),
    *("/measures/of/internet-at-home/", "/measures/of/device-gap-by-group/", "/measures/events/new/"),
    *("/measures/of/one-to-one-coverage/rows/", "/measures/of/one-to-one-coverage/target/"),
    *("/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/2fa/totp/activate/"),
)
WITHOUT_ACCOUNT = ("/accounts/login/", "/accounts/password/reset/", "/setup/", "/invitation/guessed/", "/nothing/")
# A list, and the first link in it that opens one of its rows.
ROWS = (
    ("/findings/", "#queue ol h3 a"),
    ("/schools/", "main table th a"),
    ("/settings/people/", "main table th a"),
    ("/deliveries/", "main table th a"),
    ("/plan/", ".plan-goal h3 a"),
    ("/plan/", ".plan-goal th a"),
    ("/plan/needs/", "main table th a"),
    ("/plan/decisions/", "main ul a, main table th a"),
    ("/plan/tools/", "main table th a"),
    ("/promises/?view=done", "main table th a"),
    ("/voice/notes/", "main table th a"),
    ("/voice/sessions/", "main table th a"),
    ("/voice/pains/", "main table th a"),
    ("/voice/themes/", "main table th a"),
    ("/voice/surveys/", "main table th a"),
    ("/measures/schools/", "main table th a"),
)
# Bytes over the wire, as it compresses.
FIRST_VISIT, LATER_PAGE = 160_000, 25_000
# What is there without a connection may come from the device.
KEPT_ON_THE_DEVICE = ("/voice/notes/offline/",)


def faults(visitor: Visitor) -> list[str]:
    """All that is wrong with the page that is open."""
    return visitor.faults() + [f"at {width} it has to be scrolled sideways" for width in visitor.scrolled_sideways()]


@pytest.mark.parametrize(
    "width", [pytest.param(1440, marks=pytest.mark.deep), pytest.param(1024, marks=pytest.mark.deep), 390]
)
def test_no_page_has_a_fault_and_each_is_small(living: Site, visit: Callable[..., Visitor], width: int) -> None:
    ada, stranger = visit(living, width=width), visit(living, width=width, stranger=True)
    found: dict[str, list[str]] = {}
    ada.goto("/")
    with bytes_over_the_wire(ada.page) as came:
        for path in LISTS:
            came.clear()
            ada.goto(path)
            # While axe looks, the last parts of the page come in.
            found[path] = faults(ada)
            if sum(came) > LATER_PAGE or not (sum(came) or path in KEPT_ON_THE_DEVICE):
                found[path].append(f"{sum(came)} bytes came for it")
    for path in WITHOUT_ACCOUNT:
        stranger.goto(path)
        found[f"{path} without an account"] = faults(stranger)
    for path, first in ROWS:
        ada.goto(path)
        ada.page.locator(first).first.click()
        found[f"a row of {path}"] = faults(ada)
    found |= _of_a_check(ada) | _of_a_preview(ada)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    refused = re.compile("status of (403|404)")
    assert [each for each in ada.complaints + stranger.complaints if not refused.search(each)] == []


def _of_a_check(ada: Visitor) -> dict[str, list[str]]:
    """A check's finding, who is behind it, and the preview of a decision."""
    ada.goto("/findings/checks/DEM-001/")
    ada.page.locator("#rows table a").first.click()
    found = {"a finding": faults(ada)}
    ada.page.get_by_role("button", name="Who is this?").click()
    expect(ada.page.locator("#who")).to_contain_text("audit trail")
    found["who is this"] = faults(ada)
    ada.goto("/findings/")
    ada.page.locator("[data-row] input[type=checkbox]").first.check()
    ada.page.get_by_role("button", name="Preview a decision").click()
    expect(ada.page.get_by_role("heading", name="A decision about")).to_be_visible()
    found["a decision"] = faults(ada)
    return found


def _of_a_preview(ada: Visitor) -> dict[str, list[str]]:
    """A delivery that waits for a person, its columns, its kept copy; it is put aside again."""
    ada.goto("/deliveries/")
    ada.page.locator("#files").set_input_files(a_file("looked-at.csv", NOT_YET_BORN))
    ada.page.get_by_role("button", name="Read these files").click()
    expect(ada.page.get_by_role("heading", name="Preview: delivery of")).to_be_visible(timeout=90_000)
    found, here = {"a preview": faults(ada)}, ada.page.url.removeprefix(ada.address)
    ada.page.get_by_role("link", name="looked-at.csv").first.click()
    found["the columns of a list"] = faults(ada)
    ada.goto(f"{here}kept/0/")
    expect(ada.page.get_by_role("heading", name="A kept copy")).to_be_visible()
    found["a kept copy"] = faults(ada)
    ada.goto(here)
    ada.page.get_by_role("button", name="Put aside").click()
    expect(ada.page.get_by_text("It was put aside and changed nothing.")).to_be_visible()
    found["a delivery put aside"] = faults(ada)
    return found


def test_the_first_visit_is_small(living: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(living)
    with bytes_over_the_wire(ada.page) as came:
        ada.goto("/")
        ada.page.wait_for_load_state("networkidle")
    assert 0 < sum(came) <= FIRST_VISIT


@contextmanager
def bytes_over_the_wire(page: Page) -> Iterator[list[int]]:
    """The bytes of each thing that comes over the wire meanwhile."""
    came: list[int] = []
    network = page.context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda each: came.append(int(each["encodedDataLength"])))
    network.send("Network.enable")
    yield came
    network.detach()
