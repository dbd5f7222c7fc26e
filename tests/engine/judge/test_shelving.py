"""What is kept of the rows of a large snapshot changes no finding, and goes when the rows go."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cupola.engine.backends.duck import connect
from cupola.engine.catalog import Check, shipped_checks
from cupola.engine.journey import CheckOptions, check_record, load
from cupola.engine.judge import shelving
from cupola.engine.judge.judging import judge
from cupola.engine.judge.snapshots import subject_of_snapshot
from cupola.engine.judge.subject import Subject
from cupola.engine.kinds import Finding, Report
from cupola.engine.loading import LoadOptions
from cupola.engine.record.store import Store, open_store
from cupola.sample import write_district


def said(report: Report) -> tuple[object, ...]:
    """All that a report says but how long it took."""
    ran = tuple((each.check, each.looked_at, each.found) for each in report.ran)
    return report.findings, ran, report.not_run, report.files, report.as_of


@dataclass(frozen=True)
class Record:
    """A faulty sample district with all its exports, loaded; small, so that nothing of it is kept unasked."""

    data: Path
    exports: Path

    @property
    def store(self) -> Store:
        return open_store(self.data)

    @property
    def subject(self) -> Subject:
        manifest = self.store.current()
        assert manifest is not None
        return subject_of_snapshot(self.store, manifest)

    @property
    def kept(self) -> list[Path]:
        return sorted((self.data / "cache").glob("tables-*"))

    def shelf(self) -> Path:
        """Made of this record for the day of its load, where it is not there."""
        place = shelving.place_of(self.store, self.subject)
        made = place if place.exists() else shelving.put_on(self.store, self.subject, shipped_checks(), threads=1)
        assert made is not None
        return made

    def judged(self, shelf: Path | None, checks: Sequence[Check], day: str = "2026-11-12") -> Report:
        # With two threads rows come in another order from run to run, kept or not.
        with closing(connect(threads=1)) as connection:
            taken = shelving.take(connection, shelf) if shelf else None
            return judge(connection, replace(self.subject, as_of=day), checks, shelf=taken)

    def findings(self) -> tuple[Finding, ...]:
        report = check_record(CheckOptions(self.data, anew=True))
        assert report is not None
        return report.findings


@pytest.fixture(
    scope="module", params=[pytest.param(400, marks=pytest.mark.slow), pytest.param(1500, marks=pytest.mark.deep)]
)
def faulty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder = tmp_path_factory.mktemp("shelf")
    write_district(folder / "exports", students=request.param, seed=7, faults="all")
    load([folder / "exports" / "this-month"], LoadOptions(folder / "data"))
    return Record(folder / "data", folder / "exports")


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    """A district that is large enough, because little is enough."""
    monkeypatch.setattr(shelving, "WORTH_KEEPING_IN_ROWS", 1)
    write_district(tmp_path / "exports", students=60, seed=4, faults="all")
    load([tmp_path / "exports" / "this-month" / "sis-oneroster.zip"], LoadOptions(tmp_path / "data"))
    return Record(tmp_path / "data", tmp_path / "exports")


def test_findings_are_the_same_word_for_word_whatever_the_day_and_the_checks(faulty: Record) -> None:
    checks = shipped_checks()
    shelf = faulty.shelf()
    assert said(faulty.judged(shelf, checks, "2027-06-30")) == said(faulty.judged(None, checks, "2027-06-30"))
    few = [check for check in checks if check.id.startswith(("ENR", "FRM", "IDN-00"))]
    assert said(faulty.judged(shelf, few)) == said(faulty.judged(None, few))


def test_what_is_kept_is_read_instead_of_made_again(faulty: Record) -> None:
    with closing(connect()) as connection:
        taken = shelving.take(connection, faulty.shelf())
        assert {"roster_people", "roster_enrollments", "oneroster_users"} <= taken.tables
        assert "roster_days" not in taken.tables
        known = dict(taken.counted)
        few = [check for check in shipped_checks() if check.id.startswith("FRM")]
        judge(connection, faulty.subject, few, shelf=taken)
    assert any(place[0].isdigit() for place, _ in known)
    assert taken.counted == known


def test_a_small_record_keeps_nothing(faulty: Record) -> None:
    for each in faulty.kept:
        each.unlink()
    faulty.findings()
    assert faulty.kept == []


def test_a_load_makes_it_and_a_check_that_misses_it_too(large: Record) -> None:
    (made,) = large.kept
    assert made.stat().st_mode & 0o077 == 0
    found = large.findings()
    made.unlink()
    assert large.findings() == found
    assert large.kept == [made]


def test_a_damaged_one_is_made_anew(large: Record, tmp_path: Path) -> None:
    found = large.findings()
    (made,) = large.kept
    made.write_bytes(b"no database")
    assert large.findings() == found
    whole = made.read_bytes() if made.exists() else b""
    assert whole != b"no database"
    large.findings()
    body = bytearray(made.read_bytes())
    body[len(body) // 2 :] = bytes(len(body) - len(body) // 2)
    made.write_bytes(bytes(body))
    assert large.findings() == found


def test_another_program_makes_its_own_in_place_of_the_old(large: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    (made,) = large.kept
    monkeypatch.setattr(shelving, "program", lambda: ("another",))
    large.findings()
    (other,) = large.kept
    assert other != made


def test_it_goes_with_the_rows_that_it_was_made_of(large: Record) -> None:
    (first,) = large.kept
    load([large.exports / "last-month" / "sis-oneroster.zip"], LoadOptions(large.data, accept_unusual=True))
    (second,) = large.kept
    assert second != first
    with large.store.writing() as writer:
        writer.undo()
    assert large.kept == []
    large.findings()
    assert large.kept == [first]
    with large.store.writing() as writer:
        writer.purge(older_than=datetime(2100, 1, 1, tzinfo=UTC))
    assert large.kept == []
