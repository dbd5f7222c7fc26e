"""Print the page: the draft without a fault, and a button that gives one tagged letter page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visitor
from tests.browser.test_every_page import faults
from tests.engine.paper.pdf_look import faults_of, pages_of, paper_of

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "width", [pytest.param(1440, marks=pytest.mark.deep), pytest.param(1024, marks=pytest.mark.deep), 390]
)
def test_the_board_page_is_read_and_printed(living: Site, visit: Callable[..., Visitor], width: int) -> None:
    ada = visit(living, width=width)
    ada.until("/briefs/onepager/", "Where the numbers come from")
    found = {"draft": faults(ada)}
    with ada.page.expect_download() as waiting:
        ada.page.get_by_role("button", name="Freeze and download PDF").click()
    pdf = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename.startswith("board-one-pager-")
    assert faults_of(pdf) == []
    assert (pages_of(pdf), paper_of(pdf)) == (1, (612, 792))
    ada.goto("/briefs/")
    expect(ada.page.get_by_role("link", name="Board one-pager (PDF)").first).to_be_visible()
    found["frozen"] = faults(ada)
    with ada.page.expect_download() as waiting:
        ada.page.get_by_role("link", name="Board one-pager (PDF)").first.click()
    assert Path(waiting.value.path()).read_bytes() == pdf
    ada.goto("/help/briefs/")
    found["help"] = faults(ada)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert ada.complaints == []
