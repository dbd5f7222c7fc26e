"""How people sign in: limits, passwords, second steps, sessions; and the headers that every page carries."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cupola.site import places
from cupola.workspace import people
from cupola.workspace.models import AuditEntry, User

PASSWORD = "a calm harbor morning"
ACCOUNT_PAGES = (
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "usersessions_list",
)


@pytest.fixture
def nia(db: None, data: Path) -> User:
    return User.objects.create_user("nia@harbor.example", "Nia", PASSWORD)


def signed_in(password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": "nia@harbor.example", "password": password})
    return client


def confirmed() -> Client:
    """Signed in, and asked for the password once more, as changes to signing in require."""
    client = signed_in()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_account_pages_are_in_our_look(nia, name: str) -> None:
    page = confirmed().get(reverse(name), follow=True).content.decode()
    assert page.count("<h1") == 1
    assert '<html lang="en">' in page
    assert 'id="main"' in page
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", page)
    assert [
        tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag and "application/json" not in tag
    ] == []


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_inactive"])
def test_pages_before_signing_in_are_in_our_look(db: None, data, client: Client, name: str) -> None:
    page = client.get(reverse(name)).content.decode()
    assert page.count("<h1") == 1
    assert "cupola.css" in page
    assert "sign up" not in page.casefold()


@pytest.mark.parametrize("name", ["account_signup", "account_email"])
def test_nobody_makes_an_account_or_changes_its_address_alone(nia, name: str) -> None:
    for client in (Client(), signed_in()):
        assert client.get(reverse(name)).status_code == 404
        assert client.post(reverse(name), {"email": "x@example.org", "password1": PASSWORD}).status_code == 404


def test_a_wrong_password_is_refused_without_saying_which_was_wrong(nia, client: Client) -> None:
    told = [
        client.post("/accounts/login/", {"login": login, "password": "wrong"}).content.decode()
        for login in ("nia@harbor.example", "nobody@harbor.example")
    ]
    first, second = (re.sub(r'value="[^"]*"|"x-csrftoken": "[^"]*"', "", page) for page in told)
    assert first == second
    assert AuditEntry.objects.filter(act="sign-in refused").count() == 2


def test_coming_in_is_written_down(nia) -> None:
    signed_in()
    assert AuditEntry.objects.get(act="signed in").user == nia


def test_a_closed_account_is_out_at_once(nia) -> None:
    client = signed_in()
    assert client.get("/me/").status_code == 200
    people.close_account(nia, by=None)
    assert client.get("/me/").status_code == 302
    assert signed_in().get("/me/").status_code == 302


def test_codes_of_an_authenticator_app_guard_the_account(nia, django_capture_on_commit_callbacks) -> None:
    assert signed_in().get(reverse("mfa_activate_totp")).headers["Location"].startswith("/accounts/reauthenticate/")
    client = confirmed()
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert 'src="data:image/svg+xml' in page
    secret = re.search(r'value="([A-Z2-7]{16,})"', page).group(1)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert Authenticator.objects.filter(user=nia, type="totp").exists()
    assert AuditEntry.objects.filter(act="sign-in changed", details__what="totp_activated").exists()
    again = signed_in()
    assert again.get("/me/").status_code == 302
    assert client.get(reverse("mfa_view_recovery_codes"), follow=True).content.count(b"<h1") == 1
    recovery = Authenticator.objects.get(user=nia, type="recovery_codes").wrap().get_unused_codes()[0]
    assert again.get(reverse("mfa_authenticate")).content.count(b"<h1") == 1
    again.post(reverse("mfa_authenticate"), {"code": recovery})
    assert again.get("/me/").status_code == 200


def test_other_sessions_are_listed_and_ended(nia) -> None:
    here, there = signed_in(), signed_in()
    assert there.get("/me/").status_code == 200
    assert here.get(reverse("usersessions_list")).status_code == 200
    here.post(reverse("usersessions_list"))
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302


@pytest.mark.parametrize("password", ["short", "password1234", "niaharborexample"])
def test_passwords_that_are_short_common_or_ones_own_are_refused(nia, password: str) -> None:
    client = signed_in()
    filled = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    client.post(reverse("account_change_password"), filled)
    nia.refresh_from_db()
    assert nia.check_password(PASSWORD)


def test_a_form_of_elsewhere_is_refused_and_changes_nothing(nia) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(nia, backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in ("/deliveries/", "/settings/who/", "/accounts/password/change/"):
        answer = client.post(address, {"files": SimpleUploadedFile("a.csv", b"a\n1\n")})
        assert answer.status_code == 403
        assert b"open too long" in answer.content
        assert answer.headers["Content-Security-Policy"]


def test_every_page_carries_the_policy(nia) -> None:
    client = signed_in()
    for address in ("/", "/me/", "/settings/people/", "/accounts/login/", "/nowhere/", "/accounts/2fa/"):
        for who in (client, Client()):
            answer = who.get(address)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "script-src 'self'" in policy
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert answer.headers["Cache-Control"]


REAL = """
import os, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable")
from django.conf import settings
from django.test import Client
from cupola.workspace.models import User
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.ALLOWED_HOSTS.append("testserver")
User.objects.create_user("nia@harbor.example", "Nia", "a calm harbor morning")
wrong = {"login": "nia@harbor.example", "password": "wrong"}
right = wrong | {"password": "a calm harbor morning"}
told = [Client().post("/accounts/login/", wrong, secure=BY_HTTPS).status_code for _ in range(6)]
last = Client().post("/accounts/login/", right, secure=BY_HTTPS)
print(settings.CACHES["default"]["BACKEND"].rpartition(".")[2])
print("too many" in last.content.decode().casefold(), last.status_code)
page = Client().get("/accounts/login/", secure=BY_HTTPS)
print(page.headers.get("Strict-Transport-Security"), settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE,
      settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE)
print([hasher.rpartition(".")[2] for hasher in settings.PASSWORD_HASHERS[:1]])
"""


@pytest.fixture
def real(tmp_path: Path, empty_tables: Path) -> Path:
    """A data folder whose database is up to date."""
    places.prepare(tmp_path / "data" / "web")
    if empty_tables.exists():
        shutil.copy(empty_tables, tmp_path / "data" / "web" / "cupola.sqlite3")
    return tmp_path / "data"


def by_real_settings(folder: Path, secure: bool, **more: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CUPOLA_", "DJANGO_"))}
    environment = clean | {"CUPOLA_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "cupola.site.settings", **more}
    program = REAL.replace("BY_HTTPS", str(secure))
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_sixth_bad_try_closes_the_door_for_a_while_by_the_shared_cache(real: Path) -> None:
    told = by_real_settings(real, secure=False)
    assert "DatabaseCache" in told
    assert "True 200" in told or " 429" in told


@pytest.mark.slow
def test_with_https_cookies_are_secure_and_browsers_are_told_to_stay(real: Path) -> None:
    told = by_real_settings(
        real,
        secure=True,
        CUPOLA_BEHIND_PROXY="true",
        CUPOLA_PUBLIC_URL="https://cupola.example.org",
    )
    assert "max-age=31536000 True True True Lax" in told
