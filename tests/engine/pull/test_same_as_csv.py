"""The same rows by REST and from CSV give the same findings and the same record."""

from __future__ import annotations

import csv
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from cupola.engine.journey import CheckOptions, check_paths, load
from cupola.engine.kinds import Report
from cupola.engine.loading import LoadOptions
from cupola.engine.record.differences import differences
from cupola.engine.record.store import open_store
from cupola.sample import write_district
from tests.engine.pull.conftest import Pull, Settle, cells
from tests.engine.pull.played_api import PlayedApi
from tests.engine.pull.rest_objects import rest_rows

ALL = '["orgs", "academicSessions", "courses", "classes", "users", "enrollments", "demographics"]'
Package = Callable[[str], Path]


@pytest.fixture
def package(tmp_path: Path, settle: Settle) -> Package:
    """The roster of a small invented district, from a system that calls itself `sis`."""

    def write(faults: str) -> Path:
        settle(collections=ALL, page_size="50")
        write_district(
            tmp_path / "sample", students=60, seed=2, faults="all" if faults == "all" else "none", gradebook=False
        )
        folder = tmp_path / "package"
        zipfile.ZipFile(tmp_path / "sample" / "this-month" / "sis-oneroster.zip").extractall(folder)
        told = cells(folder / "manifest.csv")
        with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ("propertyName", "value"))
            writer.writeheader()
            for row in told:
                name = {"source.systemCode": "sis", "source.systemName": "Harbor SIS"}.get(row["propertyName"])
                writer.writerow({**row, "value": name or row["value"]})
        return folder

    return write


def found(report: Report) -> Counter[tuple[object, ...]]:
    """Findings by what they say, without the ids of roles: REST gives roles none."""
    said = ((f.check, f.severity, f.column, f.rows, f.message, f.file and f.file.rpartition("/")[2], f.subject, f.value)
            for f in report.findings)  # fmt: skip
    return Counter((*each[:6], *(() if each[5] == "roles.csv" else each[6:])) for each in said)


@pytest.mark.slow
def test_the_same_findings(package: Package, api: PlayedApi, pulled: Pull, data: Path) -> None:
    folder = package("all")
    # Rows whose ids stand twice, and roles of users that are not there, cannot be said by REST.
    api.rows = rest_rows(folder)
    users = {row["sourcedId"] for row in cells(folder / "users.csv")}
    orphans = {row["sourcedId"] for row in cells(folder / "roles.csv") if row["userSourcedId"] not in users}
    done = pulled()
    by_file = check_paths([folder], CheckOptions(data))
    by_rest = check_paths([done.folder], CheckOptions(data))
    only_by_file = found(by_file) - found(by_rest)
    assert found(by_rest) - found(by_file) == Counter()
    assert {each[0] for each in only_by_file} <= {"FRM-013", "ROS-007"}
    assert only_by_file.total() == len(orphans) + 1
    assert sum(found(by_rest).values()) > 50


@pytest.mark.slow
def test_the_same_record(package: Package, api: PlayedApi, pulled: Pull, data: Path) -> None:
    folder = package("none")
    api.rows = rest_rows(folder)
    first = load([folder], LoadOptions(data), progress=lambda what, share: None)
    second = load([pulled().folder], LoadOptions(data, accept_unusual=True), progress=lambda what, share: None)
    store = open_store(data)
    changes = differences(store, store.snapshot(first.manifest.id), store.snapshot(second.manifest.id), tables=())
    moved = {d.table: (d.comparison.new, d.comparison.changed, d.comparison.gone) for d in changes}
    assert moved.pop("oneroster_roles", (0, 0, 0))[1] == 0
    assert {table: numbers for table, numbers in moved.items() if any(numbers)} == {}
