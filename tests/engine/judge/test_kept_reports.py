"""A report that is kept says what judging anew would say, and anything that changed is judged anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cupola.engine import journey
from cupola.engine.catalog import shipped_checks
from cupola.engine.journey import CheckOptions, check_record, load
from cupola.engine.judge import kept_report
from cupola.engine.kinds import Report
from cupola.engine.loading import LoadOptions
from cupola.sample import write_district


@dataclass
class Office:
    """A faulty sample district, loaded, and what was judged of it in truth."""

    data: Path
    exports: Path
    judged: list[int]

    @property
    def options(self) -> CheckOptions:
        return CheckOptions(self.data)

    def asked(self, options: CheckOptions | None = None) -> Report:
        report = check_record(options or self.options)
        assert report is not None
        return report


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    write_district(tmp_path / "exports", students=60, seed=4, faults="all")
    exports = tmp_path / "exports" / "this-month" / "sis-oneroster.zip"
    load([exports], LoadOptions(tmp_path / "data"))
    judged: list[int] = []
    really = journey.judge

    def counted(*words: Any, **more: Any) -> Report:
        judged.append(1)
        return really(*words, **more)

    monkeypatch.setattr(journey, "judge", counted)
    return Office(tmp_path / "data", exports, judged)


def test_the_second_answer_is_the_first_one_word_for_word(office: Office) -> None:
    first = office.asked()
    assert first.findings
    assert office.asked() == first
    assert len(office.judged) == 1
    anew = office.asked(replace(office.options, anew=True))
    assert anew.findings == first.findings
    assert (anew.files, anew.not_run, anew.as_of) == (first.files, first.not_run, first.as_of)
    assert [(ran.check, ran.looked_at, ran.found) for ran in anew.ran] == [
        (ran.check, ran.looked_at, ran.found) for ran in first.ran
    ]
    assert len(office.judged) == 2


def test_another_day_and_other_checks_are_other_questions(office: Office) -> None:
    office.asked()
    office.asked(replace(office.options, as_of=date(2026, 12, 1)))
    assert {finding.check[:3] for finding in office.asked(replace(office.options, only=("IDN",))).findings} == {"IDN"}
    assert len(office.judged) == 3


def test_a_changed_text_of_a_check_is_judged_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.asked()
    shipped = shipped_checks()
    changed = tuple(replace(check, title=check.title + "!") for check in shipped)
    monkeypatch.setattr(journey, "shipped_checks", lambda: changed)
    office.asked()
    assert len(office.judged) == 2


def test_a_changed_program_is_judged_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.asked()
    monkeypatch.setattr(kept_report, "program", lambda: ("another",))
    office.asked()
    assert len(office.judged) == 2


def test_a_changed_file_is_judged_anew(office: Office, tmp_path: Path) -> None:
    before = office.asked()
    write_district(tmp_path / "later", students=60, seed=4, faults="none")
    later = tmp_path / "later" / "this-month" / "sis-oneroster.zip"
    load([later], LoadOptions(office.data, accept_unusual=True))
    assert office.asked() != before
    assert len(office.judged) == 2


def test_checks_of_the_district_are_always_asked_anew(office: Office) -> None:
    office.asked()
    (office.data / "checks").mkdir()
    (office.data / "checks" / "broken.sql").write_text("not a check")
    office.asked()
    office.asked()
    assert len(office.judged) == 3


def test_names_are_never_kept(office: Office) -> None:
    named = replace(office.options, with_names=True)
    assert office.asked(named).names
    assert not list((office.data / "cache").glob("report-*"))


def test_a_damaged_report_is_judged_anew(office: Office) -> None:
    first = office.asked()
    (kept,) = (office.data / "cache").glob("report-*")
    kept.write_bytes(kept.read_bytes().replace(b'"rows":1', b'"rows":2'))
    assert office.asked().findings == first.findings
    assert len(office.judged) == 2


def test_reports_do_not_pile_up(office: Office) -> None:
    for day in range(1, 13):
        office.asked(replace(office.options, only=("SES",), as_of=date(2026, 11, day)))
    assert len(list((office.data / "cache").glob("report-*"))) == kept_report.MOST_REPORTS
