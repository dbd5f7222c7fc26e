"""What people come for, in a real browser: files become a record, a finding is worked to its end, each sees her own."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor

pytestmark = pytest.mark.slow

HEAD = "Student Number,Last Name,First Name,Birth Date,Grade,School\n"
ROWS = "90001,Abara,Nia,2014-03-02,6,Summer School\n90002,Benitez,Leo,{born},6,Summer School\n"
NOT_YET_BORN = HEAD + ROWS.format(born="2034-05-12")
BORN = HEAD + ROWS.format(born="2014-05-12")
# A drop of files, as the browser hands it to the page.
DROP = """([name, text]) => {
    const held = new DataTransfer();
    held.items.add(new File([text], name, {type: "text/csv"}));
    return held;
}"""


def a_file(name: str, text: str) -> FilePayload:
    return FilePayload(name=name, mimeType="text/csv", buffer=text.encode())


def deliver(page: Page, name: str, text: str) -> None:
    """Bring one list and put it in force."""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/deliveries/", page.url))
    page.locator("#files").set_input_files(a_file(name, text))
    page.get_by_role("button", name="Read these files").click()
    apply(page)


def apply(page: Page) -> None:
    """Say yes to the preview that is coming."""
    page.get_by_role("button", name=re.compile(r"^Apply")).click(timeout=90_000)
    expect(page.get_by_text("It is part of the record.")).to_be_visible(timeout=90_000)


def test_files_are_dropped_previewed_applied_and_undone(living: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(living)
    ada.goto("/deliveries/")
    held = ada.page.evaluate_handle(DROP, ["dropped-students.csv", NOT_YET_BORN])
    ada.page.dispatch_event("[data-drop-zone]", "drop", {"dataTransfer": held})
    expect(ada.page.get_by_role("heading", name="Preview: delivery of")).to_be_visible(timeout=90_000)
    expect(ada.page.get_by_text("Nothing below has been applied yet.")).to_be_visible()
    expect(ada.page.get_by_text("nobody has confirmed")).to_be_visible()
    appears = ada.page.get_by_role("row", name=re.compile("birth date", re.IGNORECASE))
    expect(appears.get_by_role("cell").last).to_have_text("1")
    ada.page.get_by_role("link", name="dropped-students.csv").first.click()
    expect(ada.page.get_by_label("Birth Date is", exact=True)).to_have_value("birth_date")
    expect(ada.page.get_by_role("cell", name="2034-05-12")).to_be_visible()
    ada.page.get_by_role("link", name="Leave as it is").click()
    apply(ada.page)
    ada.page.get_by_role("button", name="Undo this delivery").click()
    expect(ada.page.get_by_text("It was taken back; the record is as it was before it.")).to_be_visible()
    assert ada.complaints == []


def test_a_finding_is_worked_until_it_closes_by_itself(living: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(living)
    ada.goto("/")
    deliver(ada.page, "worked-on.csv", NOT_YET_BORN)
    ada.until("/search/?q=worked-on", "Findings")
    ada.page.get_by_role("link", name=re.compile("birth date", re.IGNORECASE)).click()
    ada.page.get_by_role("radio", name=re.compile("^Assign")).check()
    ada.page.get_by_label("To whom").select_option(label="Ada Lovell")
    ada.page.get_by_role("complementary", name="Decide").get_by_role("button", name="Decide").click()
    expect(ada.page.get_by_text("Assigned to Ada Lovell")).to_be_visible()
    finding = ada.page.url.removeprefix(ada.address)
    ada.goto("/")
    expect(ada.page.get_by_text("Findings wait for you")).to_be_visible()
    ada.goto(finding)
    ada.page.get_by_role("button", name="Who is this?").click()
    expect(ada.page.locator("#who")).to_contain_text("Leo Benitez")
    deliver(ada.page, "worked-on.csv", BORN)
    ada.until(finding, "we no longer see it")
    expect(ada.page.get_by_text("Closed by itself: the delivery no longer had it.")).to_be_visible()
    assert ada.complaints == []


def test_a_registrar_sees_only_her_school(living: Site, visit: Callable[..., Visitor]) -> None:
    ada, rosa = visit(living), visit(living, stranger=True)
    ada.goto("/schools/")
    names = ada.page.locator("table th[scope=row] a").all_inner_texts()
    own = next(name for name in names if name.endswith("Elementary School"))
    foreign = next(name for name in names if name.endswith("High School"))
    ada.page.get_by_role("link", name=foreign).click()
    elsewhere = ada.page.url.removeprefix(ada.address)
    ada.goto("/findings/?group=school")
    ada.page.get_by_role("link", name=foreign).first.click()
    ada.page.locator("#queue ol h3 a").first.click()
    ada.page.locator("#rows table a").first.click()
    their_finding = ada.page.url.removeprefix(ada.address)
    ada.goto("/settings/people/invite/")
    ada.page.get_by_label("Name", exact=True).fill("Rosa Marin")
    ada.page.get_by_label("E-mail address").fill("rosa@harbor.example")
    ada.page.get_by_label("Role").select_option(label="registrar")
    ada.page.get_by_label(own).check()
    ada.page.get_by_role("button", name="Make the link").click()
    rosa.page.goto(ada.page.get_by_label("Link").input_value())
    rosa.page.locator("input[type=password]").first.fill(PASSWORD)
    rosa.page.get_by_role("button", name="Set the password").click()
    rosa.goto("/findings/")
    expect(rosa.page.get_by_role("heading", name="Findings", exact=True).first).to_be_visible()
    assert rosa.page.locator("#f-school option").all_inner_texts()[1:] == [own]
    assert foreign not in rosa.page.content()
    rosa.goto("/schools/")
    expect(rosa.page.get_by_role("link", name=own)).to_be_visible()
    for path in (elsewhere, their_finding):
        rosa.goto(path)
        expect(rosa.page.get_by_text("There is nothing at this address")).to_be_visible()
    rosa.goto("/deliveries/")
    expect(rosa.page.get_by_text("not for your role")).to_be_visible()
    rosa.goto(f"/search/?q={foreign.split()[0]}")
    assert foreign not in rosa.page.content()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field of this name has the focus."""
    for _ in range(80):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {name}")


def test_keys_alone_are_enough_to_find_and_to_decide(living: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(living, stranger=True)
    press = ada.page.keyboard.press
    ada.goto("/accounts/login/")
    tab_to(ada.page, "login")
    ada.page.keyboard.type("ada@harbor.example")
    tab_to(ada.page, "password")
    ada.page.keyboard.type(PASSWORD)
    press("Enter")
    expect(ada.page.get_by_text("Needs you today")).to_be_visible()
    press("Tab")
    expect(ada.page.get_by_role("link", name="Skip to the page")).to_be_focused()
    press("/")
    expect(ada.page.locator("#q")).to_be_focused()
    ada.page.keyboard.type("birth")
    press("Enter")
    expect(ada.page.get_by_role("heading", name="Checks")).to_be_visible()
    press("g")
    press("r")
    expect(ada.page.get_by_role("heading", name="Deliveries")).to_be_visible()
    ada.goto("/findings/")
    press("j")
    press("j")
    press("x")
    expect(ada.page.locator("[data-row]").nth(1).get_by_role("checkbox")).to_be_checked()
    press("k")
    press("Enter")
    expect(ada.page.locator("#rows")).to_be_visible()
    press("j")
    press("Enter")
    expect(ada.page.get_by_role("heading", name="Where it is")).to_be_visible()
    tab_to(ada.page, "kind")
    for _ in range(5):
        if ada.page.evaluate("document.activeElement.value") == "note":
            break
        press("ArrowDown")
    tab_to(ada.page, "reason")
    ada.page.keyboard.type("Asked the school on the phone")
    press("Tab")
    press("Enter")
    expect(ada.page.get_by_text("Asked the school on the phone")).to_be_visible()
