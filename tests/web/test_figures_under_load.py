"""While figures are published, or something else is written for long, pages are read, and each of them answers."""

from __future__ import annotations

import http.client
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from cupola.site.database import SQLITE_NAME
from tests.web.processes import ROOT, Up, cupola, environment, until, up
from tests.web.test_backup import doctor

pytestmark = [pytest.mark.deep, pytest.mark.slow]

READERS = 4
SLUGS = ("students-per-device", "one-to-one-coverage", "network-availability-in-lessons", "internet-at-home")
PAGES = (
    *("/", "/measures/", "/measures/six/", "/measures/compare/", "/measures/targets/", "/measures/schools/"),
    *(f"/measures/of/{slug}/" for slug in SLUGS),
    *(f"/measures/of/{slug}/figures.csv" for slug in SLUGS[:2]),
)
SIGN_IN = """
import sys
from pathlib import Path
from cupola.cli.opening import open_site
open_site(Path(sys.argv[1]))
from django.test import Client
from cupola.workspace import people
from cupola.workspace.models import User
from cupola.workspace.people import Wanted
ada = User.objects.create_user("ada@harbor.example", "Ada", "a calm harbor morning")
people.give_role(ada, Wanted("administrator"), by=None)
client = Client()
client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
print("; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()))
"""


@dataclass
class Seen:
    """What readers were answered, and what was no answer."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def running(tmp_path: Path, loaded_once: Path, database_url: str) -> Iterator[tuple[Up, Path, str]]:
    """Cupola with the sample's record, published, and its database's address."""
    data = tmp_path / "data"
    shutil.copytree(loaded_once, data)
    with up(data, url=database_url) as site:
        until(lambda: doctor(data, database_url)["published"], why="a publication")
        yield site, data, database_url


def signed_in(data: Path, url: str) -> str:
    """The cookies of an administrator."""
    words = [sys.executable, "-c", SIGN_IN, str(data)]
    told = subprocess.run(words, env=environment(url), cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return told.stdout.strip()


def read(address: str, cookies: str, seen: Seen, *, first: int) -> None:
    """Read one page after the other until all is published, and every page at least once."""
    place, turn = urlsplit(address), 0
    while turn < len(PAGES) or not seen.done.is_set():
        page = PAGES[(first + turn) % len(PAGES)]
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        try:
            connection.request("GET", page, headers={"Cookie": cookies})
            answer = connection.getresponse()
            content = answer.read()
            seen.statuses[answer.status] += 1
            if answer.status != 200 or not content:
                seen.wrong.append(f"{page}: {answer.status} {answer.headers.get('Location', '')}")
        except (OSError, http.client.HTTPException) as error:
            seen.wrong.append(f"{page}: {error!r}")
        finally:
            connection.close()
        turn += 1


def test_measures_are_read_while_figures_are_published(running: tuple[Up, Path, str], exports: Path) -> None:
    site, data, url = running
    cookies, seen = signed_in(data, url), Seen()
    readers = [
        threading.Thread(target=read, args=(site.address, cookies, seen), kwargs={"first": 3 * at})
        for at in range(READERS)
    ]
    for reader in readers:
        reader.start()
    try:
        for words in (("undo",), ("load", str(exports / "this-month"), "--accept-mapping", "--accept-unusual")):
            changed = cupola(data, *words, url=url)
            assert changed.returncode == 0, changed.stderr
            until(lambda: doctor(data, url)["published"], seconds=240, why="a publication")
    finally:
        seen.done.set()
        for reader in readers:
            reader.join(120)
    assert seen.wrong == []
    assert set(seen.statuses) == {200}
    assert seen.statuses[200] >= READERS * len(PAGES)


@contextmanager
def written_for_long(data: Path, url: str) -> Iterator[None]:
    """A transaction that has written and does not come to its end."""
    if url:
        with psycopg.connect(url) as writer:
            writer.execute("UPDATE workspace_district SET name = name")
            yield
            writer.rollback()
        return
    with closing(sqlite3.connect(data / "web" / SQLITE_NAME, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        yield
        writer.execute("ROLLBACK")


def test_a_page_does_not_wait_for_a_long_write(running: tuple[Up, Path, str]) -> None:
    site, data, url = running
    cookies, seen = signed_in(data, url), Seen()
    seen.done.set()
    with written_for_long(data, url):
        read(site.address, cookies, seen, first=0)
    assert seen.wrong == []
    assert set(seen.statuses) == {200}
