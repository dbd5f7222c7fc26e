"""The crawl: every address is read as every reader, and no reader finds a byte of somebody else's."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from cupola.modules.briefs.freezing import freeze
from cupola.modules.devices import drawing, taking
from cupola.modules.devices.drawing import Wanted as Sample
from cupola.modules.devices.models import DeviceRow
from cupola.modules.same import taking as of_links
from cupola.site import places
from cupola.workspace import deliveries, people, publishing, reading, receiving
from cupola.workspace.models import District, Finding, School, User
from cupola.workspace.people import Wanted
from cupola.workspace.policy import visible
from tests.web import marked, marked_life
from tests.web.walking import Route, addresses, asked, bytes_of, routes, tokens_in

pytestmark = pytest.mark.slow

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EVERY_SCHOOL = frozenset(f"zztoken-{mark}" for mark in ("a0", "a1", "a2", "b0", "b1"))
SCHOOL_A = frozenset(mark for mark in EVERY_SCHOOL if "-a" in mark)
SCHOOL_B = EVERY_SCHOOL - SCHOOL_A
NOTHING: frozenset[str] = frozenset()
# The walk is long: it is done in shares, side by side.
SHARES = 3
# A deep walk tries more of the addresses that show the same, as every reader.
IS_DEEP = bool(os.environ.get("CUPOLA_DEEP"))
MOST_OF_A_KIND = 14 if IS_DEEP else 6
# What a reader may come upon while reading. Names come out only by asking for them, so nobody may come upon one.
MAY_SEE: dict[str, frozenset[str]] = {
    "administrator": EVERY_SCHOOL,
    "technology_leader": EVERY_SCHOOL,
    "data_steward": EVERY_SCHOOL,
    "technician": EVERY_SCHOOL,
    "cabinet_member": EVERY_SCHOOL,
    "school_leader": SCHOOL_A,
    "registrar": SCHOOL_B,
    "teacher": frozenset({"zztoken-a0", "zztoken-a1"}),
    "board_reader": frozenset({"zztoken-a0", "zztoken-b0"}),  # Figures name schools, and nobody in them.
    "nobody": NOTHING,
    "stranger": NOTHING,
}
# Names that a button asks for, and that the door writes down before it hands them out.
ASKED_FOR = {("administrator", "doors:directory"), ("technology_leader", "doors:directory")}
# The name of the one who asked for something, for those who answer.
MAY_KNOW = {
    (who, f"voice:{route}")
    for who in ("administrator", "technology_leader")
    for route in ("promise", "edit_promise", "answer_asker", "slip", "forget_asker")
}
# Queries that bring up what belongs to a school.
OF_A_SCHOOL = ("q=zztoken", "school=")
# What everybody reads names schools, and never people.
FOR_EVERYBODY = ("strategy:public", "voice:answer", "voice:public", "voice:survey_code")
# Routes that only answer in the middle of something, or that we closed; each has tests of its own.
NOT_BY_READING = {
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_request_reauthentication_code",
    "account_confirm_reauthentication_code",
    "account_set_password",
    "mfa_authenticate",
    "mfa_trust",
    "mfa_signup_webauthn",
    *("mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_view_recovery_codes", "mfa_reauthenticate"),
    *("mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_login_webauthn", "mfa_reauthenticate_webauthn"),
    "setup",
    "invitation",
    "welcome",
    # Notes are read by their writer alone, who is none of these readers; a file of answers lies there for a while.
    *("voice:one_note", "voice:note_photo", "voice:survey_looked_at"),
}


@dataclass(frozen=True)
class Marked:
    """The published record of tokens, and a client for each reader."""

    readers: dict[str, Client]
    answered: dict[str, set[int]] = field(default_factory=dict)
    queries: dict[str, list[str]] = field(default_factory=dict)


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written meanwhile is taken back; what asks to be a transaction of its own is one inside this."""
    around = transaction.atomic()
    around._from_testcase = True
    with around:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def marked_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Marked]:
    """The record of tokens takes long to publish: the tests of this file share it."""
    folder = tmp_path_factory.mktemp("crawl")
    places.prepare(folder / "data" / "web")
    here = override_settings(DATA_FOLDER=folder / "data", WEB_FOLDER=folder / "data" / "web")
    with here, django_db_blocker.unblock(), taken_back():
        _count_from_one()
        yield _published(folder)


def _count_from_one() -> None:
    """Keys are small numbers again, whatever other tests wrote before: the walk tries small ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


@pytest.fixture
def walk(marked_once: Marked) -> Iterator[Marked]:
    with taken_back():
        yield replace(marked_once, answered={}, queries={})


def _published(folder: Path) -> Marked:
    files = marked.write(folder / "marked")
    here = District(pk=1, name="Harbor Unified", time_zone="America/Los_Angeles", school_year=2027)
    here.began_at = timezone.now()
    here.save()
    ada = User.objects.create_user("administrator@harbor.example", "Ada", "a calm harbor morning")
    people.give_role(ada, Wanted("administrator"), by=None)
    teacher = User.objects.create_user(marked.TEACHERS["A1"], "Tia", "a calm harbor morning")
    _deliver(files, by=ada)
    publishing.publish()
    assert Finding.objects.filter(school__key="sis:ZZTOKEN-B0").exists()
    readers = {"stranger": Client(), "administrator": _signed_in(ada), "teacher": _signed_in(teacher)}
    for role, schools in (("school_leader", "A"), ("registrar", "B"), *((role, "") for role in MAY_SEE)):
        if role not in readers:
            readers[role] = _signed_in(_person(role, schools))
    people.give_role(teacher, Wanted("teacher"), by=ada)
    publishing.publish()
    marked_life.write(ada)
    of_links.take()
    taking.take()
    assert DeviceRow.objects.filter(school__key="sis:ZZTOKEN-B0", is_bought=True).exists()
    drawing.draw_sample(Sample("Sample", 95, Decimal(5), Decimal(5), 1), by=ada)
    freeze(ada, timezone.localdate())
    return Marked(readers)


def _deliver(files: Path, *, by: User) -> None:
    found = sorted(path for path in files.rglob("*") if path.is_file())
    brought = receiving.take_in(
        [(str(path.relative_to(files)), SimpleUploadedFile(path.name, path.read_bytes())) for path in found], by=by
    )
    reading.read(brought.pk)
    deliveries.put_in_force(brought, by=by, reason="it is the first")
    reading.apply(brought.pk)
    again = receiving.take_in([("users.csv", SimpleUploadedFile("users.csv", b"sourcedId\nZZTOKEN-B1\n"))], by=by)
    reading.read(again.pk)


def _person(role: str, school: str) -> User:
    user = User.objects.create_user(f"{role}@harbor.example", role, "a calm harbor morning")
    if role != "nobody":
        schools = tuple(School.objects.filter(key=f"sis:ZZTOKEN-{school}0")) if school else ()
        people.give_role(user, Wanted(role, schools=schools), by=None)
    return user


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    client.post("/accounts/reauthenticate/", {"password": "a calm harbor morning"})
    return client


@pytest.mark.parametrize("share", range(SHARES))
def test_no_reader_finds_a_byte_of_somebody_elses(walk: Marked, share: int) -> None:
    walked = routes()[share::SHARES]
    told = [leak for route in walked for leak in _leaks(walk, route)]
    assert told == []
    unanswered = [route.name for route in walked if not _was_read(walk, route)]
    assert unanswered == [], "these addresses were read by nobody: give them a key that exists, or say why not"


def test_the_crawl_would_see_a_leak(walk: Marked, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [module for name, module in sys.modules.items() if name.startswith("cupola.modules.")]:
        if hasattr(module, "visible"):
            monkeypatch.setattr(module, "visible", lambda query, user, verb="see findings": query)
    told = [leak for route in routes() if route.name == "data:findings" for leak in _leaks(walk, route)]
    assert {leak.split(" ")[0] for leak in told} >= {"registrar", "school_leader", "teacher"}


def test_readers_do_find_what_is_theirs(walk: Marked) -> None:
    found = {
        who: tokens_in(asked(walk.readers[who], "/findings/rows.csv"))
        for who in ("school_leader", "registrar", "teacher")
    }
    assert found["school_leader"] >= SCHOOL_A - {"zztoken-a0"}
    assert "zztoken-b1" in found["registrar"]
    own = visible(Finding.objects.all(), User.objects.get(name="Tia")).values_list("subject", flat=True)
    assert {subject[:14] for subject in own} == {"sis:ZZTOKEN-A1"}


def _there(walk: Marked, route: Route) -> list[str]:
    """The addresses of a route that exist: one for each set of tokens that is shown there.

    Where the same tokens are shown it is the same page about the same school. Of buttons, which show nothing yet, the
    first and the last are tried.
    """
    if not route.parameters:
        return list(addresses(route))
    shown: dict[frozenset[str], str] = {}
    silent: list[str] = []
    for address in addresses(route):
        answer = asked(walk.readers["administrator"], address)
        tokens = frozenset(tokens_in(answer))  # A file that is read to its end is closed.
        # What is not there for her who sees everything is there for nobody.
        if tokens:
            shown.setdefault(tokens, address)
        elif answer.status_code != 404:
            silent.append(address)
    return [*_ends(list(shown.values())), *_ends(silent)]


def _ends(found: list[str], most: int = MOST_OF_A_KIND) -> list[str]:
    return found if len(found) <= most else found[: most // 2] + found[-most // 2 :]


def _is_the_same_everywhere(who: str) -> bool:
    """Whether a reader finds the same at every address of a kind, whosever it is: all schools, or none."""
    return MAY_SEE[who] in (EVERY_SCHOOL, NOTHING) and not IS_DEEP


def _leaks(walk: Marked, route: Route) -> Iterator[str]:
    there = _there(walk, route)
    for who in walk.readers:
        for address in _ends(there, 2) if _is_the_same_everywhere(who) else there:
            for said, answer in _answers(walk, route, address, who):
                foreign = tokens_in(answer) - MAY_SEE[who]
                if (who, route.name) in ASKED_FOR and said.startswith("POST"):
                    foreign = {token for token in foreign if not token.startswith("zzperson")}
                if (who, route.name) in MAY_KNOW:
                    foreign = {token for token in foreign if not token.startswith("zzperson")}
                if route.name.startswith(FOR_EVERYBODY):
                    foreign = {token for token in foreign if token.startswith("zzperson")}
                if foreign:
                    yield f"{who} {said}: {', '.join(sorted(foreign))}"


def _answers(walk: Marked, route: Route, address: str, who: str) -> Iterator[tuple[str, object]]:
    """The whole page, its part, and a list searched for tokens and narrowed to each school."""
    client, statuses = walk.readers[who], walk.answered.setdefault(route.name, set())
    first = asked(client, address)
    statuses.add(first.status_code)
    yield address, first
    if first.status_code == 405:
        yield from _pressed(client, address)
        return
    if first.status_code != 200:
        return
    yield f"part of {address}", asked(client, address, part=True)
    if route.is_list:
        for query in _queries_that_matter(walk, address):
            if not (_is_the_same_everywhere(who) and query.startswith(OF_A_SCHOOL)):
                yield f"{address}?{query}", asked(client, f"{address}?{query}")


def _queries_that_matter(walk: Marked, address: str) -> list[str]:
    """Searches and filters that change the page for her who sees everything; a page that takes none is the same."""
    if address not in walk.queries:
        keys = School.objects.values_list("pk", flat=True)
        tried = ("q=zztoken", "q=zzperson", "format=csv", *(f"school={key}" for key in keys))
        plain = _words_of(walk, address)
        walk.queries[address] = [query for query in tried if _words_of(walk, f"{address}?{query}") != plain]
    return walk.queries[address]


def _words_of(walk: Marked, address: str) -> str:
    """What a page says to the administrator, without what is another at each reading."""
    answer = bytes_of(asked(walk.readers["administrator"], address))
    return re.sub(r"csrf[^>]*>|x-csrftoken[^}]*}|set-cookie[^\n]*|expires=[^\n]*", "", answer)


def _pressed(client: Client, address: str) -> Iterator[tuple[str, object]]:
    """What a button answers when nothing was filled in; whatever it did is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.post(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    yield f"POST {address}", answer


def _was_read(walk: Marked, route: Route) -> bool:
    statuses = walk.answered.get(route.name, set())
    return route.name in NOT_BY_READING or 200 in statuses or 405 in statuses
