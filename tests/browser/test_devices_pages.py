"""The pages of devices and accounts: nothing that axe-core finds wrong, nothing in the console, none too wide."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import segno
from PIL import Image
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import Site, Visitor
from tests.browser.test_every_page import faults

pytestmark = pytest.mark.slow


def photo(name: str, *texts: str) -> FilePayload:
    """A gray picture with a code for each text."""
    picture = Image.new("L", (60 + 420 * len(texts), 460), 190)
    for place, text in enumerate(texts):
        drawn = io.BytesIO()
        segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=6, border=4)
        picture.paste(Image.open(drawn).convert("L"), (60 + 420 * place, 60))
    made = io.BytesIO()
    picture.save(made, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": made.getvalue()}


LISTS = (
    *("/devices/", "/devices/?by=model", "/devices/?by=fund", "/devices/?state=stock", "/devices/?q=zzzz"),
    *("/devices/holders/", "/devices/holders/?kind=several", "/devices/holders/?kind=late", "/devices/support/"),
    *("/devices/rehearsal/", "/devices/rehearsal/new/", "/accounts/", "/accounts/?state=second_step"),
    *("/accounts/changes/", "/accounts/changes/?kind=nobody", "/help/devices/", "/help/accounts/"),
)


@pytest.mark.parametrize("width", [pytest.param(1440, marks=pytest.mark.deep), 390])
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


@pytest.mark.parametrize("width", [pytest.param(1440, marks=pytest.mark.deep), 390])
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
    ada.page.get_by_role("link", name="Spring").click()
    ada.page.get_by_role("link", name="Read photos").click()
    found["photos"] = faults(ada)
    here = f"{ada.address}{ada.page.url.removeprefix(ada.address).replace('photos', '2')}"
    photos = [photo("IMG_1.png", here, "https://elsewhere.example.org/"), photo("IMG_2.png")]
    ada.page.get_by_label("Photos", exact=True).set_input_files(photos)
    ada.page.get_by_role("button", name="Read them").click()
    expect(ada.page.get_by_role("heading", name="What the photos said")).to_be_visible()
    expect(ada.page.get_by_role("cell", name="IMG_2.png")).to_be_visible()
    found["photos read"] = faults(ada)
    ada.goto("/devices/rehearsal/")
    found["history"] = faults(ada)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert ada.complaints == []
