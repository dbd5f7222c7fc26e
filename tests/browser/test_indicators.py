"""The six in a real browser: read, followed to rows, refused; a target is told; the cloud share moves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import Site, Visitor
from tests.browser.test_every_page import faults
from tests.browser.test_plan import invite, save

pytestmark = pytest.mark.slow
PAGES = (
    *("/", "/measures/", "/measures/six/", "/measures/compare/", "/measures/schools/", "/measures/targets/"),
    *("/measures/achievement/", "/measures/satisfaction/", "/measures/of/students-per-device/"),
    *("/measures/of/internet-at-home/", "/measures/of/device-gap-by-group/", "/measures/events/new/"),
    *("/measures/of/one-to-one-coverage/rows/", "/measures/of/one-to-one-coverage/target/"),
)


def lived(ada: Visitor) -> None:
    """Wait until the sample district has its life, and its past."""
    ada.until("/measures/of/systems-in-the-cloud/", "Receipt for")
    ada.until("/measures/of/systems-in-the-cloud/", "31 Oct 2025")


def test_the_six_are_read_and_a_figure_is_followed_to_its_rows(living: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(living)
    lived(ada)
    ada.goto("/")
    cards = ada.page.locator("article.ind")
    expect(cards).to_have_count(6)
    for number in range(6):
        assert cards.nth(number).locator(".ind__fig").inner_text().strip()
        assert cards.nth(number).locator(".ind__say").inner_text().strip()
        assert cards.nth(number).locator("svg[role=img]").get_attribute("aria-label")
    ada.page.get_by_role("link", name="Students for each usable device").click()
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Students per usable device")
    counted = ada.page.locator(".slip a.n").first
    number = counted.inner_text()
    counted.click()
    expect(ada.page.locator(".pager")).to_contain_text(number)
    assert ada.complaints == []


def test_a_board_reader_reads_the_six_and_is_refused_the_rows(living: Site, visit: Callable[..., Visitor]) -> None:
    ada, cleo = visit(living), visit(living, stranger=True)
    invite(ada, cleo, "Cleo Ford", "board reader")
    cleo.goto("/measures/six/")
    expect(cleo.page.locator("article.ind")).to_have_count(6)
    cleo.page.get_by_role("link", name="Students for each usable device").click()
    expect(cleo.page.get_by_text("Your role sees the figure, and not the rows behind it.")).to_be_visible()
    expect(cleo.page.locator(".slip a")).to_have_count(0)
    answer = cleo.page.goto(f"{living.address}/measures/of/students-per-device/rows/")
    assert answer is not None
    assert answer.status == 403


def test_a_target_is_set_and_its_owner_is_told(living: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(living)
    lived(ada)
    ada.goto("/measures/of/devices-lost/")
    ada.page.get_by_role("link", name="Set a target").click()
    ada.page.get_by_label("Goal", exact=True).fill("100")
    ada.page.get_by_label("Which way").select_option("yes")
    ada.page.get_by_label("Tell us at once when it is worse than").fill("99.5")
    ada.page.get_by_label("Due on").fill((datetime.now(UTC).date() + timedelta(days=90)).isoformat())
    ada.page.get_by_label("Who answers for it").select_option(label="Ada Lovell")
    save(ada.page)
    expect(ada.page.get_by_text("Crossed its line").first).to_be_visible()
    expect(ada.page.get_by_text("Behind target").first).to_be_visible()
    ada.goto("/")
    needs = ada.page.locator(".todo")
    expect(needs.get_by_role("link", name="Student devices lost")).to_be_visible()
    ada.goto("/measures/targets/")
    ada.page.get_by_role("button", name="End the target of Student devices lost").click()
    ada.goto("/")
    expect(ada.page.locator(".todo").get_by_role("link", name="Student devices lost")).to_have_count(0)


def test_the_register_is_edited_by_spreadsheet_and_the_cloud_share_moves(
    living: Site, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    ada = visit(living)
    lived(ada)
    figure = ada.page.locator("dl.facts dd").first
    before = re.search(r"[\d.]+%", figure.inner_text())
    assert before is not None
    ada.goto("/systems/")
    with ada.page.expect_download() as taken:
        ada.page.get_by_role("link", name="Take as XLSX").click()
    lines = CalamineWorkbook.from_path(taken.value.path()).get_sheet_by_index(0).to_python(False)
    place = lines[0].index("hosting")
    with xlsxwriter.Workbook(str(tmp_path / "systems.xlsx"), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            cells = ["cloud" if at == place and number else cell for at, cell in enumerate(line)]
            for at, cell in enumerate(cells):
                if cell not in ("", None):
                    sheet.write(number, at, cell)
    ada.goto("/systems/import/")
    ada.page.locator("input[type=file]").set_input_files(tmp_path / "systems.xlsx")
    ada.page.get_by_role("button", name="Look at it").click()
    ada.page.get_by_role("button", name=re.compile("Take .* in")).click()
    ada.goto("/measures/six/")
    ada.page.get_by_role("button", name="Count it now").click()
    expect(ada.page.get_by_text("is being counted")).to_be_visible()
    ada.until("/measures/of/systems-in-the-cloud/", "Receipt for 100%")
    assert before[0] != "100%"


# At 390 the walk through every page looks at them too.
@pytest.mark.parametrize("width", [1440, pytest.param(390, marks=pytest.mark.deep)])
def test_no_page_of_the_measures_has_a_fault(living: Site, visit: Callable[..., Visitor], width: int) -> None:
    ada = visit(living, width=width)
    found: dict[str, list[str]] = {}
    for path in PAGES:
        ada.goto(path)
        found[path] = faults(ada)
    ada.goto("/measures/schools/")
    ada.page.locator("main table th a").first.click()
    found["a school"] = ada.faults()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert ada.complaints == []
