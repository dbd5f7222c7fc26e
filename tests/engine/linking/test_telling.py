"""What links bring to light: told in keys and fields, never in names or dates."""

from __future__ import annotations

import pytest

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.journey import CheckOptions, check_record
from tests.engine.linking.invented import Child
from tests.engine.linking.test_sources import SIS, state

HOME = {"guardian": "Pia Rask", "mail": "rask@post.example", "street": "4 Fern Rd", "phone": "5552220000"}


def told(links, kind):
    sql = f"SELECT field, left_key, right_key, trusted, years FROM read_parquet({quoted(str(links.told_file))})"
    return connect().execute(f"{sql} WHERE kind = '{kind}' ORDER BY ALL").fetchall()


def findings(district, check):
    report = check_record(CheckOptions(district.data, only=(check,)))
    return [(each.system, each.subject) for each in report.findings]


def test_before_the_record_is_linked_the_checks_say_so_and_are_not_run(district):
    district.load(SIS, [])
    report = check_record(CheckOptions(district.data, only=("LNK",)))
    assert not report.ran
    assert {"cupola link" in each.reason for each in report.not_run} == {True}


def test_birth_dates_eleven_years_apart_keep_the_link_and_are_a_finding(district):
    rows = [state(SIS[0], **{"Birth Date": "2002-01-11"}), *(state(child) for child in SIS[1:])]
    district.load(SIS, [], state_upload=rows)
    links = district.link()
    assert ("born", "sis-students:2001", "state-upload:2001", "sis-students", 11) in told(links, "differ")
    assert findings(district, "LNK-004") == [("state-upload", "2001")]


def test_a_number_that_stands_on_somebody_else_is_a_finding(district):
    wrong = {"Legal Last Name": "Zabriskie", "Legal First Name": "Otto", "Birth Date": "2009-12-30"}
    district.load(SIS, [], state_upload=[state(SIS[0], **wrong), *(state(child) for child in SIS[1:])])
    district.link()
    assert findings(district, "LNK-003") == [("state-upload", "2001")]


def test_two_records_of_one_child_are_a_finding_and_staff_who_are_parents_are_none(district):
    sis = [Child("31", "Una", "Rask", "2012-01-05", **HOME), *SIS]
    forms = [Child("F1", "Una", "Rask", "2012-01-05", **HOME), Child("F2", "Una", "Rask", "2012-01-05", **HOME)]
    district.load(sis, forms)
    links = district.link()
    assert len({links.crosswalk[f"enrollment-system:{key}"] for key in ("F1", "F2")}) == 1
    assert [system for system, _ in findings(district, "LNK-002")] == ["enrollment-system"]
    assert findings(district, "LNK-001") == []


def test_the_address_is_changed_in_the_sis_because_forms_are_newer(district):
    sis = [Child("31", "Una", "Rask", "2012-01-05", **HOME)]
    moved = {**HOME, "street": "88 Oak Av"}
    district.load(sis, [Child("F1", "Una", "Rask", "2012-01-05", **moved)])
    district.link()
    assert findings(district, "LNK-011") == [("sis-students", "31")]


def test_who_is_missing_in_the_other_source_is_told_but_not_who_waits_for_a_word(district):
    forms = [Child(f"F{child.key}", child.first, child.last, child.birth) for child in SIS[:3]]
    district.load(SIS, [*forms, Child("F9", "Nobody", "Elsewhere", "2011-11-11")])
    district.link()
    assert findings(district, "LNK-014") == [("enrollment-system", "F9"), ("sis-students", "2004")]


@pytest.mark.parametrize("district_own", ["birth_date: [enrollment, sis]", "birth_date: [sis, enrollment]"])
def test_the_district_says_who_is_believed_and_links_are_made_anew(district, district_own):
    first = SIS[0]
    forms = [Child(f"F{child.key}", child.first, child.last, child.birth) for child in SIS[1:]]
    home = {"street": "1 Elm St", "guardian": "Pia Norling", "mail": "norling@post.example", "phone": "5550101010"}
    sis = Child(first.key, first.first, first.last, first.birth, **home)
    district.load([sis, *SIS[1:]], [Child("F1", first.first, first.last, "2013-01-12", **home), *forms])
    district.link()
    (district.data / "links" / "trusted.yaml").write_text(district_own + "\n", encoding="utf-8")
    trusted = [row[3] for row in told(district.link(), "differ") if row[0] == "born"]
    assert trusted == ["enrollment-system" if "[enrollment" in district_own else "sis-students"]


def test_nothing_that_is_told_holds_a_name_or_a_date(district):
    rows = [state(child, **{"Legal Last Name": f"{child.last}x", "Birth Date": "2001-02-03"}) for child in SIS]
    district.load(SIS, [], state_upload=rows)
    text = str(connect().execute(f"SELECT * FROM read_parquet({quoted(str(district.link().told_file))})").fetchall())
    assert "2001" in text
    for child in SIS:
        assert child.last.lower() not in text.lower()
        assert child.birth not in text
