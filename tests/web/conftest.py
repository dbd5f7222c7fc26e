"""The same people everywhere, a record of the sample district, and a browser without a window (Django's client)."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from cupola.engine.journey import load
from cupola.engine.linking.linking import link
from cupola.engine.loading import LoadOptions
from cupola.sample import write_district
from cupola.site import places
from cupola.workspace import people, publishing
from cupola.workspace.models import CheckCount, CheckResult, District, Finding, School, User
from cupola.workspace.people import Wanted

STUDENTS = 120
OF_FINDINGS = (CheckCount, CheckResult, Finding)


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district's files, written once for each process; nobody may change them."""
    folder = tmp_path_factory.mktemp("exports") / "sample"
    write_district(folder, students=STUDENTS, faults="all")
    return folder


@pytest.fixture(scope="session")
def loaded_once(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with last month's and this month's files; copied for whoever needs one."""
    data = tmp_path_factory.mktemp("loaded") / "data"
    for month in ("last-month", "this-month"):
        load([exports / month], LoadOptions(data, accept_mapping=True, accept_unusual=True))
    # Publishing finds out who is who; kept with the record, no test does it again.
    link(data)
    return data


@pytest.fixture
def data(tmp_path: Path, settings: object) -> Path:
    """An empty data folder for this test alone."""
    folder = tmp_path / "data"
    settings.DATA_FOLDER, settings.WEB_FOLDER = folder, folder / "web"
    places.prepare(folder / "web")
    return folder


@pytest.fixture
def record(data: Path, loaded_once: Path) -> Path:
    """A data folder with the sample's record in force, not yet published."""
    shutil.copytree(loaded_once, data, dirs_exist_ok=True)
    return data


JUDGED: list[publishing.Judged] = []
# Number of the last row of each table -> the statements by which the judged record was written after it.
WRITTEN: dict[tuple[tuple[str, int], ...], list[tuple[str, Any, bool]]] = {}


def publish_judged() -> None:
    """Publish the judged record; on SQLite the statements of the first time are given again, which is quicker.

    PostgreSQL goes on counting rows that were rolled back, so there each test writes anew.
    """
    if not JUDGED:
        judged = publishing.judge_record()
        assert judged is not None
        JUDGED.append(judged)
    begun = _last_rows() if connection.vendor == "sqlite" else None
    with transaction.atomic():
        if begun in WRITTEN:
            with connection.cursor() as cursor:
                for sql, values, many in WRITTEN[begun]:
                    (cursor.executemany if many else cursor.execute)(sql, values)
            return
        said: list[tuple[str, Any, bool]] = []

        def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith(("INSERT", "UPDATE", "DELETE")):
                said.append((sql, params, many))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(listen):
            publishing.write(JUDGED[0])
        if begun is not None:
            WRITTEN[begun] = said


def _last_rows() -> tuple[tuple[str, int], ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence WHERE name LIKE 'workspace_%' ORDER BY name")
        return tuple(cursor.fetchall())


@pytest.fixture
def district(db: None, record: Path) -> District:
    """Harbor Unified with the sample's record, published; judging takes long and comes out the same, so it is kept."""
    here = District(pk=1, name="Harbor Unified", time_zone="America/Los_Angeles", school_year=2027)
    here.began_at = timezone.now()
    here.save()
    publish_judged()
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
