"""Findings that links bring: they come with a publication, follow what people say, and keep their decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cupola.engine.kinds import Finding as Found
from cupola.engine.kinds import Report, Severity
from cupola.engine.linking.decisions import decide
from cupola.engine.linking.sides import known_as
from cupola.modules.same import taking
from cupola.workspace import publishing
from cupola.workspace.models import CheckResult, Finding, Publication
from tests.web.again import write_again


@pytest.fixture
def of_links(cast):
    """Findings of checks of links in the sample's record."""
    return Finding.objects.filter(check_id__startswith="LNK", is_open=True)


def test_fields_that_disagree_are_findings_with_owner_school_and_cost(of_links) -> None:
    found = of_links.filter(check_id="LNK-007")
    assert found.exists()
    assert {each.role for each in found} == {"school_office"}
    assert all(each.minutes and each.file for each in found)
    assert found.exclude(school=None).count() > found.count() / 2
    assert set(CheckResult.objects.filter(check_id__startswith="LNK").values_list("ran", flat=True)) == {True}


def test_they_stand_on_the_page_of_findings_and_explain_themselves(of_links, cast, as_) -> None:
    finding = of_links.filter(check_id="LNK-007").first()
    page = as_(cast.ada).get(f"/findings/{finding.fingerprint}/")
    assert page.status_code == 200
    assert "The family name of" in page.content.decode()
    assert as_(cast.ada).get(f"/same/findings/{finding.fingerprint}/person/").status_code == 200
    assert as_(cast.dov).get(f"/findings/{finding.fingerprint}/").status_code in (403, 404)


def test_when_somebody_calls_the_pair_different_the_finding_goes(of_links, data, run_jobs) -> None:
    write_again("links", taking.take)
    finding = of_links.filter(check_id="LNK-007", system="enrollment-system").first()
    (pair,) = [
        each
        for each in taking.review(data, taking.kept(data, Publication.newest().snapshot)).differences()
        if each.right == finding.subject and each.field == "last_name"
    ]
    decide(data, "person", (pair.left, pair.right), says="different", by="command")
    taking.take()
    run_jobs()
    finding.refresh_from_db()
    assert not finding.is_open


def test_a_finding_goes_on_under_the_new_key_of_a_merged_record(db) -> None:
    told = Found(
        "LNK-001", Severity.NOTE, "Told.", "registrar", "Fix.", subject="1", system="sis", file="f.csv", line=2
    )
    old = Finding.objects.create(
        fingerprint=told.fingerprint, check_id="LNK-001", severity=1, role="registrar", first_snapshot="a",
        last_snapshot="a", first_seen="2026-10-01", last_seen="2026-10-01", subject="sis:1", message="Told.",
    )  # fmt: skip
    now = replace(told, subject="77")
    report = Report(files=(), findings=(now,), ran=(), not_run=(), as_of="2026-10-30")
    publishing._follow(report, {"sis:77": "sis:1"})
    old.refresh_from_db()
    assert old.fingerprint == now.fingerprint
    publishing._follow(report, {"sis:77": "sis:1"})
    assert Finding.objects.count() == 1


def test_only_keys_of_one_source_follow_each_other(data, tmp_path) -> None:
    assert known_as(data, "nothing", {"sis:1"}) == {}
