"""The same people everywhere, a record of the sample district, and a browser without a window (Django's client)."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import psycopg
import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone

from cupola.engine.journey import CheckOptions, check_record, load
from cupola.engine.linking.linking import link
from cupola.engine.loading import LoadOptions
from cupola.site import places
from cupola.workspace import people, publishing
from cupola.workspace.models import CheckCount, CheckResult, District, Finding, Publication, School, User
from cupola.workspace.people import Wanted
from tests.once import made_once, shared, worked_out_once, written_once
from tests.web.again import write_again

STUDENTS = 120
Loads = tuple[tuple[str, ...], ...]
WHOLE: Loads = (("last-month",), ("this-month",))
# Loading and judging less is quicker: for tests of what is loaded upon it.
ROSTER: Loads = (("last-month",), ("this-month/sis-oneroster.zip",))
roster_alone = pytest.mark.parametrize("loads", [ROSTER], ids=["roster"])
OF_FINDINGS = (CheckCount, CheckResult, Finding)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """The migrations make the tables once in a run; on SQLite the other processes copy them into their memory."""
    made: list[Any] = []

    def migrate(folder: Path) -> None:
        made.extend(setup_databases(verbosity=0, interactive=False, serialized_aliases=()))
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(folder / "tables.sqlite3")) as kept:
                connection.connection.backup(kept)

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            folder = made_once(tmp_path_factory, "tables", migrate)
            if not made:
                _copy_tables(folder / "tables.sqlite3")
        else:
            migrate(Path())
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def empty_tables(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite with all tables and no row; it is not there when the tests run on PostgreSQL."""
    return shared(tmp_path_factory) / "tables" / "tables.sqlite3"


def _copy_tables(tables: Path) -> None:
    """As `create_test_db` of Django does, but for the migrations."""
    name = connection.creation._create_test_db(verbosity=0, autoclobber=True, keepdb=False)
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with closing(sqlite3.connect(tables)) as kept:
        kept.backup(connection.connection)


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district's files, written once in a run; nobody may change them."""
    return written_once(tmp_path_factory, "sample-of-the-web", students=STUDENTS, faults="all")


@pytest.fixture(scope="session")
def loaded_once(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with last month's and this month's files; copied for whoever needs one."""
    return loaded(exports, WHOLE, tmp_path_factory)


def loaded(exports: Path, loads: Loads, places: pytest.TempPathFactory) -> Path:
    """A data folder into which parts of the sample were loaded, one load after the other."""

    def make(data: Path) -> None:
        for parts in loads:
            options = LoadOptions(data, accept_mapping=True, accept_unusual=True)
            load([exports / part for part in parts], options)
        # Publishing finds out who is who and what the checks say; kept with the record, no test does it again.
        link(data)
        check_record(CheckOptions(data))

    return made_once(places, f"loaded-{name_of(loads)}", make)


def name_of(loads: Loads) -> str:
    return f"{crc32(repr(loads).encode()):08x}"


@pytest.fixture
def loads() -> Loads:
    """What is loaded for a test: all of the sample, unless the test says that the roster is enough for it."""
    return WHOLE


@pytest.fixture
def data(tmp_path: Path, settings: object) -> Path:
    """An empty data folder for this test alone."""
    folder = tmp_path / "data"
    settings.DATA_FOLDER, settings.WEB_FOLDER = folder, folder / "web"
    places.prepare(folder / "web")
    return folder


@pytest.fixture
def record(data: Path, exports: Path, loads: Loads, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample's record in force, not yet published."""
    shutil.copytree(loaded(exports, loads, tmp_path_factory), data, dirs_exist_ok=True)
    return data


# What is published of the sample's record: judging takes long and comes out the same.
JUDGED: dict[Loads, publishing.Judged] = {}


@pytest.fixture
def district(db: None, record: Path, loads: Loads, tmp_path_factory: pytest.TempPathFactory) -> District:
    """Harbor Unified with the sample's record, published."""
    here = District(pk=1, name="Harbor Unified", time_zone="America/Los_Angeles", school_year=2027)
    here.began_at = timezone.now()
    here.save()
    name = f"judged-{name_of(loads)}"
    if loads not in JUDGED:
        judged = worked_out_once(tmp_path_factory, name, publishing.judge_record)
        assert judged is not None
        JUDGED[loads] = judged
    write_again(name, lambda: publishing.write(JUDGED[loads]))
    return here


@contextmanager
def own_database() -> Iterator[str]:
    """For real processes: empty for SQLite; on PostgreSQL the address of a database of its own."""
    url = os.environ.get("CUPOLA_DATABASE_URL", "")
    if not url:
        yield ""
        return
    name = f"up_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{url.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_url() -> Iterator[str]:
    """The address of a database of this test alone; empty for SQLite."""
    with own_database() as url:
        yield url


@pytest.fixture(scope="module")
def database_url_of_module() -> Iterator[str]:
    """The address of a database of this module's tests; empty for SQLite."""
    with own_database() as url:
        yield url


@dataclass(frozen=True)
class Cast:
    """Ada runs it, Ben repairs, Cleo reads briefs, Rosa is registrar of one school, Dov is from elsewhere."""

    ada: User
    ben: User
    cleo: User
    rosa: User
    dov: User
    schools: list[School]


@pytest.fixture
def cast(district: District) -> Cast:
    """The people, with their roles; Rosa's school is the one with the most findings."""
    schools = list(School.objects.filter(kind="school", students__gt=0).annotate(n=Count("findings")).order_by("-n"))

    def person(name: str, *roles: Wanted) -> User:
        user = User.objects.create_user(f"{name.lower()}@harbor.example", name, "a calm harbor morning")
        for role in roles:
            people.give_role(user, role, by=None)
        return user

    return Cast(
        ada=person("Ada", Wanted("administrator")),
        ben=person("Ben", Wanted("technician")),
        cleo=person("Cleo", Wanted("board_reader")),
        rosa=person("Rosa", Wanted("registrar", schools=(schools[0],))),
        dov=person("Dov"),
        schools=schools,
    )


@pytest.fixture
def as_(cast: Cast) -> Callable[[User], Client]:
    """A client that is signed in as somebody."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def run_jobs(transactional_db: None) -> Callable[[], None]:
    """Does what waits in the queue with the real worker, and stops when nothing waits."""
    from django_tasks_db.management.commands.db_worker import Worker

    def run() -> None:
        Worker(
            queue_names=["default"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="test",
            excluded_queue_names=[],
        ).run()

    return run


@pytest.fixture
def ada(cast: Cast, as_: Callable[[User], Client]) -> Client:
    """The administrator, signed in."""
    return as_(cast.ada)


def newest() -> Publication:
    """The publication in force."""
    found = Publication.newest()
    assert found is not None
    return found
