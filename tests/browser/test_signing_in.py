"""Signing in with more than a password: codes from a phone, and a passkey."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, Site, Visitor

pytestmark = pytest.mark.slow


def code(secret: str, at: float | None = None) -> str:
    """The six digits that a phone shows now (RFC 6238)."""
    moment = int((time.time() if at is None else at) // 30)
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", moment), "sha1")
    start = digest[-1] & 0xF
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def test_the_codes_are_those_of_the_standard() -> None:
    assert code(base64.b32encode(b"12345678901234567890").decode(), 59) == "287082"


def sign_out(visitor: Visitor) -> None:
    visitor.goto("/me/")
    visitor.page.get_by_role("button", name="Sign out").click()


def test_a_code_from_a_phone_is_asked_for_after_the_password(site: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(site)
    ada.begin(site.link, start_with="Start with our files")
    ada.goto("/accounts/2fa/totp/activate/")
    _say_the_password_again(ada)
    secret = ada.page.locator("#authenticator_secret, input[readonly]").first.input_value()
    ada.page.locator("input[name=code]").fill(code(secret))
    ada.page.locator("main form button").first.click()
    expect(ada.page.locator("main")).to_contain_text(re.compile("activated|recovery codes", re.IGNORECASE))
    sign_out(ada)
    ada.sign_in("ada@harbor.example")
    ada.page.locator("input[name=code]").fill("000000")
    ada.page.locator("main form button").first.click()
    expect(ada.page.locator("#id_code_error")).to_be_visible()
    assert "/findings/" not in ada.page.content()
    # A code works once, so the next one is waited for.
    ada.page.locator("input[name=code]").fill(code(secret, time.time() + 30))
    ada.page.locator("main form button").first.click()
    expect(ada.page.get_by_role("link", name="Today").first).to_be_visible()


def _say_the_password_again(visitor: Visitor) -> None:
    if "reauthenticate" in visitor.page.url:
        visitor.page.locator("input[name=password]").fill(PASSWORD)
        visitor.page.locator("main form button").first.click()


def test_a_passkey_opens_the_door_without_a_password(site: Site, visit: Callable[..., Visitor]) -> None:
    ada = visit(site)
    ada.address = site.address.replace("127.0.0.1", "localhost")
    key = ada.page.context.new_cdp_session(ada.page)
    key.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    automatic = {"isUserVerified": True, "automaticPresenceSimulation": True}
    key.send("WebAuthn.addVirtualAuthenticator", {"options": options | automatic})
    ada.begin(site.link, start_with="Start with our files")
    ada.goto("/accounts/2fa/webauthn/add/")
    _say_the_password_again(ada)
    ada.page.locator("input[name=name]").fill("The laptop")
    ada.page.get_by_label(re.compile("passwordless", re.IGNORECASE)).check()
    ada.page.locator("main form button").first.click()
    expect(ada.page.get_by_text("Security key added.")).to_be_visible()
    sign_out(ada)
    ada.goto("/accounts/login/")
    ada.page.get_by_role("button", name=re.compile("passkey", re.IGNORECASE)).click()
    expect(ada.page.get_by_role("link", name="Today").first).to_be_visible()
    assert ada.complaints == []
