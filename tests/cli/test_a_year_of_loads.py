"""Fifty-two weekly exports of a district, each a little different, stay small although what is gone is kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.engine.record import disk
from cupola.engine.record.facts import record_facts
from cupola.engine.record.store import open_store
from cupola.sample import write_district
from tests.cli.test_record import Row, rewritten


@pytest.mark.deep
def test_a_year_of_weekly_exports_takes_three_times_the_disk_of_one(tmp_path: Path) -> None:
    """Every week another hundredth of the enrollments and roles comes under new ids: the old ones are closed."""
    write_district(tmp_path / "exports", students=400, seed=2, faults="none")
    package = tmp_path / "exports" / "this-month" / "sis-oneroster.zip"
    sizes = []
    for week in range(53):

        def renewed(rows: list[Row], week: int = week) -> list[Row]:
            return [
                row | {"sourcedId": f"{row['sourcedId']}w{place % 100}"} if place % 100 < week else row
                for place, row in enumerate(rows)
            ]

        changes = {"enrollments.csv": renewed, "roles.csv": renewed}
        path = rewritten(package, tmp_path / f"week-{week}.zip", changes)
        day = date(2026, 11, 2) + timedelta(days=7 * week)
        assert load([path], LoadOptions(tmp_path / "data", as_of=day)).changed
        sizes.append(disk.bytes_under(tmp_path / "data"))
    store = open_store(tmp_path / "data")
    now = store.current()
    assert now is not None
    assert record_facts(store, now).no_longer_listed["oneroster_enrollments"] > 1000
    assert sizes[-1] <= 3 * sizes[0]
    assert store.verify() == ()
