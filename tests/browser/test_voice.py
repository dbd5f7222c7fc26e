"""Heard in a real browser: a note without a connection, and a promise until its asker is answered."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visitor

pytestmark = pytest.mark.slow


def test_a_note_is_kept_on_the_phone_without_a_connection_and_sent_once(
    living: Site, visit: Callable[..., Visitor]
) -> None:
    ada = visit(living, width=390)
    ada.goto("/voice/notes/new/")
    ada.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    ada.page.get_by_label("What you saw or heard").fill("Warm-up note with a connection")
    ada.page.get_by_role("button", name="Keep this note").click()
    expect(ada.page.get_by_text("Sent. Only you can read it.")).to_be_visible()
    ada.page.context.set_offline(True)
    ada.page.goto(ada.address + "/voice/notes/new/")
    expect(ada.page.get_by_text("There is no connection.")).to_be_visible()
    ada.page.get_by_label("What you saw or heard").fill("The projector in room 12 flickers")
    ada.page.get_by_text("Teacher", exact=True).click()
    ada.page.get_by_text("Pain", exact=True).click()
    ada.page.get_by_role("button", name="Keep this note").click()
    expect(ada.page.get_by_text("The note is kept on this device")).to_be_visible()
    ada.page.context.set_offline(False)
    ada.until("/voice/notes/new/", "What did you see or hear?")
    ada.until("/voice/notes/", "The projector in room 12 flickers", seconds=30)
    ada.goto("/voice/notes/?q=projector+in+room+12")
    assert ada.page.get_by_role("link", name="The projector in room 12 flickers").count() == 1
    assert not ada.scrolled_sideways()


def test_a_promise_is_kept_and_its_asker_is_answered(living: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(living)
    ada.goto("/promises/new/")
    ada.page.get_by_label("What was asked for").fill("Headsets for the testing room")
    ada.page.get_by_label("Who asked", exact=True).select_option(label="Teacher")
    ada.page.get_by_label("Name of the one who asked").fill("Nia Sol")
    ada.page.get_by_label("Who answers for it").select_option(label="Ada Lovell")
    ada.page.get_by_label("Promised by").fill("2027-06-01")
    ada.page.get_by_role("button", name="Save").click()
    expect(ada.page.get_by_role("heading", name="Headsets for the testing room")).to_be_visible()
    expect(ada.page.get_by_text("On time")).to_be_visible()
    ada.page.get_by_role("radio", name="Done", exact=True).check()
    ada.page.get_by_role("button", name="Write it down").click()
    expect(ada.page.get_by_text("Now tell the one who asked")).to_be_visible()
    ada.page.get_by_role("link", name="Write the answer").click()
    expect(ada.page.get_by_label("Your answer")).to_have_value(re.compile("It is done. Does it work for you?"))
    ada.page.get_by_role("button", name="Answer").click()
    expect(ada.page.get_by_text("For Nia Sol")).to_be_visible()
    ada.page.get_by_role("link", name="Headsets for the testing room").click()
    ada.page.get_by_role("button", name="They say it works").click()
    expect(ada.page.get_by_text("Done and confirmed")).to_be_visible()
    assert ada.complaints == []


def test_a_survey_is_answered_in_spanish_on_a_phone_and_a_code_works_once(
    living: Site, visit: Callable[..., Visitor]
) -> None:
    ada, parent = visit(living), visit(living, width=390, stranger=True)
    ada.goto("/voice/surveys/new/")
    ada.page.get_by_role("radio", name=re.compile("parents", re.IGNORECASE)).first.check()
    ada.page.locator("main form button.btn").first.click()
    survey = re.sub(r"\?.*", "", ada.page.url.removeprefix(ada.address))
    ada.goto(f"{survey}doors/")
    ada.page.get_by_role("button", name=re.compile("^Make (a door|doors) for")).click()
    ada.page.get_by_role("link", name="Print slips").first.click()
    slips = ada.page.url
    ada.page.get_by_label("Slips").fill("2")
    ada.page.get_by_role("button", name="Make the slips").click()
    code = ada.page.locator(".slips__code").first.inner_text()
    ada.goto(survey)
    ada.page.get_by_role("button", name="Open the survey").click()
    ada.goto(f"{survey}doors/")
    link = ada.page.locator(".survey-link").first.get_attribute("href")
    assert link is not None
    assert slips
    parent.page.goto(link)
    parent.page.get_by_role("link", name="Español").click()
    assert parent.page.locator("html").get_attribute("lang") == "es"
    parent.page.get_by_label("Código de su papel").fill(code)
    for question in parent.page.locator("fieldset.ask").all():
        question.locator(".ask__one").nth(3).click()
    assert parent.faults() == []
    assert not parent.scrolled_sideways()
    parent.page.get_by_role("button", name="Enviar mis respuestas").click()
    expect(parent.page.get_by_role("heading", name="Gracias")).to_be_visible()
    for _time in range(2):
        parent.page.goto(link + "?lang=es")
        parent.page.get_by_label("Código de su papel").fill(code)
        parent.page.locator("fieldset.ask").first.locator(".ask__one").first.click()
        parent.page.get_by_role("button", name="Enviar mis respuestas").click()
        expect(parent.page.get_by_text("Este código ya se usó.")).to_be_visible()
    ada.goto(f"{survey}results/")
    expect(ada.page.locator("main")).to_contain_text("1")
