"""Folders whose files bear the names of OneRoster and are something else, or miss the columns of it."""

from __future__ import annotations

import pytest

from cupola.engine.journey import CheckOptions, check_paths

SCHOOL_DATA_SYNC = {
    "orgs.csv": "sourcedId,name,type,parentSourcedId\n1,Contoso Ministry,ministryofeducation,\n2,North High,school,1\n",
    "users.csv": "sourcedId,orgSourcedIds,givenName,familyName,username,role,grade\n5,2,Ana,Reyes,areyes,Student,6\n",
    "classes.csv": "sourcedId,orgSourcedId,title\n9,2,Algebra\n",
    "enrollments.csv": "classSourcedId,userSourcedId,role\n9,5,Student\n",
}
ONEROSTER = {
    "orgs.csv": "sourcedId,name,type,identifier,parentSourcedId\n2,North High,school,,\n",
    "users.csv": (
        "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName\n5,true,2,student,a,Ana,Reyes\n"
    ),
    "enrollments.csv": "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\n7,9,2,5,student\n",
    "classes.csv": "id,name\n9,Algebra\n",
}


@pytest.fixture
def report(tmp_path):
    """Checks a folder with these files."""

    def checked(files):
        folder = tmp_path / "export"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
        return check_paths([folder], CheckOptions(data=tmp_path / "data"))

    return checked


def test_a_set_of_school_data_sync_is_not_held_against_oneroster(report):
    found = report(SCHOOL_DATA_SYNC)
    assert {str(seen.recognised_as).split(".")[0] for seen in found.files} == {
        "School Data Sync orgs",
        "School Data Sync users",
        "School Data Sync classes",
        "School Data Sync enrollments",
    }
    assert [finding.check for finding in found.findings if finding.check.startswith("PKG")] == []


def test_a_single_file_of_oneroster_is_recognised_without_the_others(report):
    found = report({"orgs.csv": ONEROSTER["orgs.csv"]})
    assert [seen.recognised_as for seen in found.files] == ["OneRoster 1.2 orgs.csv"]


def test_a_file_that_is_there_without_its_columns_is_not_said_to_be_missing(report):
    found = report(ONEROSTER)
    said = {f.message for f in found.findings if f.check == "PKG-005"}
    assert any(message.startswith("classes.csv has not the columns of OneRoster 1.1") for message in said)
    assert any(message.startswith("courses.csv is missing; OneRoster 1.1 needs it") for message in said)
