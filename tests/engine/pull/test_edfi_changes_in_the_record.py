"""What an Ed-Fi API changed, deleted and renamed, pulled and loaded: the record follows, references too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.journey import CheckOptions, check_paths, load
from cupola.engine.loading import Loaded, LoadOptions
from cupola.engine.pull.pulling import pull
from cupola.engine.record.store import open_store
from tests.engine.pull.conftest import Pull, Settle
from tests.engine.pull.played_api import PlayedApi

U = "uri://ed-fi.org/"
RESOURCES = ("schools", "students", "studentSchoolAssociations", "sections", "studentSectionAssociations", "surveys")
RESOURCES += ("graduationPlans",)
SECTION = {"localCourseCode": "ALG", "schoolId": 10, "schoolYear": 2027, "sessionName": "Fall"}
Row = dict[str, Any]


def row(guid: str, version: int = 1, **cells: Any) -> Row:
    return {"id": guid, "_etag": "1", "ChangeVersion": version, **cells}


def student(guid: str, number: str, **more: Any) -> Row:
    cells = {
        "studentUniqueId": number,
        "firstName": "Ines",
        "lastSurname": f"Okonkwo {guid}",
        "birthDate": "2012-03-04",
    }
    return row(guid, **{**cells, **more})


def entry(guid: str, number: str, date: str = "2026-08-20", **more: Any) -> Row:
    cells = {
        "studentReference": {"studentUniqueId": number},
        "schoolReference": {"schoolId": 10},
        "entryDate": date,
        "entryGradeLevelDescriptor": f"{U}GradeLevelDescriptor#Tenth grade",
    }
    return row(guid, **cells, **more)


def sits(guid: str, number: str, section: str) -> Row:
    return row(
        guid,
        studentReference={"studentUniqueId": number},
        sectionReference={"sectionIdentifier": section, **SECTION},
        beginDate="2026-08-20",
    )


def deleted(guid: str, version: int, **key: Any) -> Row:
    return {"id": guid, "changeVersion": version, "keyValues": key}


def rekeyed(guid: str, version: int, old: Row, new: Row) -> Row:
    return {"id": guid, "changeVersion": version, "oldKeyValues": old, "newKeyValues": new}


def as_number(version: int, before: str, since: str, guid: str = "a") -> Row:
    return rekeyed(guid, version, {"studentUniqueId": before}, {"studentUniqueId": since})


class District:
    """An API with a few students, pulled into a record."""

    def __init__(self, api: PlayedApi, pulled: Pull, data: Path) -> None:
        self.api, self.pulled, self.data = api, pulled, data

    def load(self, *, full: bool = False) -> Loaded:
        done = self.pulled(full=full)
        assert done.not_run == ()
        return load([done.folder], LoadOptions(self.data))

    def ask(self, table: str, columns: str) -> list[tuple[Any, ...]]:
        store = open_store(self.data)
        manifest = store.snapshot("current")
        paths = ", ".join(quoted(str(path)) for path in store.listed_paths(manifest, table))
        sql = f"SELECT {columns} FROM read_parquet([{paths}], union_by_name = true) ORDER BY ALL"
        return connect().execute(sql).fetchall()


@pytest.fixture
def district(api: PlayedApi, pulled: Pull, settle: Settle, data: Path) -> District:
    collections = str(list(RESOURCES)).replace("'", '"')
    settle(kind='"edfi"', base_url=f'"{api.root}/edfi"', token_url="", collections=collections)
    grade = {"gradeLevelDescriptor": f"{U}GradeLevelDescriptor#Tenth grade"}
    school = row("s", schoolId=10, nameOfInstitution="Elm", gradeLevels=[grade])
    section = row("x", sectionIdentifier="1", courseOfferingReference=SECTION)
    api.rows = {
        "schools": [school],
        "students": [student("a", "604"), student("b", "605"), student("c", "606")],
        "studentSchoolAssociations": [entry("ea", "604"), entry("eb", "605"), entry("ec", "606")],
        "sections": [section],
        "studentSectionAssociations": [sits("ia", "604", "1"), sits("ib", "605", "1")],
        "surveys": [],
        "graduationPlans": [row("g1", planTitle="College")],
    }
    api.rows |= {f"{name}/{part}": [] for name in RESOURCES for part in ("deletes", "keyChanges")}
    api.versions = (0, 10)
    made = District(api, pulled, data)
    assert made.load().changed
    api.versions = (0, 30)
    return made


def test_a_changed_row_takes_the_place_of_its_earlier_self_and_the_others_stay(district: District) -> None:
    district.api.rows["students"][0] = student("a", "604", firstName="Inés", version=12)
    done = district.load()
    assert (done.changed, done.held) == (True, ())
    assert district.ask("persons", "local_id, given_name") == [("604", "Inés"), ("605", "Ines"), ("606", "Ines")]
    assert [(each.table, each.rows, each.replaced) for each in done.merged] == [("edfi_students", 1, 1)]


def test_what_was_deleted_leaves_its_table_and_is_no_longer_listed(district: District) -> None:
    district.api.rows["students/deletes"] = [deleted("b", 12, studentUniqueId="605")]
    district.api.rows["studentSchoolAssociations/deletes"] = [deleted("eb", 11)]
    district.api.rows["studentSectionAssociations/deletes"] = [deleted("ib", 11)]
    done = district.load()
    assert done.held == ()
    assert district.ask("edfi_students", "resource_id") == [("a",), ("c",)]
    assert district.ask("persons", "local_id") == [("604",), ("606",)]
    assert district.ask("enrollments", "person_id") == [("sis-ed-fi:student:604",)]
    gone = district.ask("no_longer_listed", "source_table, key")
    assert ("edfi_students", "605") in gone
    assert ("edfi_deletes", 3, 0) in [(each.table, each.rows, each.replaced) for each in done.merged]


def test_a_new_key_is_followed_where_the_row_itself_and_those_that_refer_to_it_do_not_come_again(
    district: District,
) -> None:
    district.api.rows["students/keyChanges"] = [as_number(12, "604", "704")]
    before = district.ask("edfi_students", "resource_id, last_surname, _line")
    done = district.load()
    assert (done.changed, done.held, dict(done.closed)) == (True, (), {})
    assert district.ask("persons", "person_id") == [(f"sis-ed-fi:student:{n}",) for n in ("605", "606", "704")]
    assert district.ask("person_org_roles", "person_id")[-1] == ("sis-ed-fi:student:704",)
    assert district.ask("enrollments", "person_id")[-1] == ("sis-ed-fi:student:704",)
    after = district.ask("edfi_students", "resource_id, last_surname, _line")
    assert after == before


def test_a_person_is_still_found_by_the_former_number(district: District) -> None:
    district.api.rows["students/keyChanges"] = [as_number(12, "604", "704")]
    district.load()
    former = ("sis-ed-fi:student:704", "former_student_unique_id", "604")
    assert former in district.ask("person_identifiers", "person_id, id_type, value")
    assert ("edfi_students", "604") not in (
        district.ask("no_longer_listed", "source_table, key") if record_tables(district) else []
    )
    district.api.versions = (0, 40)
    district.api.rows["students"][0] = student("a", "704", version=35)
    district.load(full=True)
    assert former in district.ask("person_identifiers", "person_id, id_type, value")


def record_tables(district: District) -> bool:
    manifest = open_store(district.data).snapshot("current")
    return "no_longer_listed" in manifest.tables


def test_numbers_that_change_hands_and_change_twice_are_not_mixed_up(district: District) -> None:
    """604 becomes 704 and then 705; 605 takes the number that 604 gave up; the list is not in order."""
    district.api.rows["students/keyChanges"] = [
        as_number(14, "704", "705"),
        as_number(12, "604", "704"),
        as_number(13, "605", "604", guid="b"),
    ]
    district.load()
    assert district.ask("persons", "local_id, family_name") == [
        ("604", "Okonkwo b"),
        ("606", "Okonkwo c"),
        ("705", "Okonkwo a"),
    ]
    assert district.ask("edfi_student_section_associations", "resource_id, student_unique_id") == [
        ("ia", "705"),
        ("ib", "604"),
    ]


def test_a_new_key_of_many_columns_is_followed_and_its_date_with_it(district: District) -> None:
    fall = {"sectionIdentifier": "1", **SECTION}
    district.api.rows["sections/keyChanges"] = [rekeyed("x", 12, fall, {**fall, "sectionIdentifier": "1-A"})]
    old = {"studentUniqueId": "604", "schoolId": 10, "entryDate": "2026-08-20"}
    new = {**old, "entryDate": "2026-09-01"}
    district.api.rows["studentSchoolAssociations/keyChanges"] = [rekeyed("ea", 12, old, new)]
    district.load()
    assert {key for (key,) in district.ask("enrollments", "class_id")} == {"sis-ed-fi:10/2027/Fall/ALG/1-A"}
    assert district.ask("classes", "class_id") == [("sis-ed-fi:10/2027/Fall/ALG/1-A",)]
    entered = district.ask("person_org_roles", "person_id, CAST(begin_date AS VARCHAR)")
    assert entered == [
        ("sis-ed-fi:student:604", "2026-09-01"),
        ("sis-ed-fi:student:605", "2026-08-20"),
        ("sis-ed-fi:student:606", "2026-08-20"),
    ]


def test_a_row_that_comes_again_under_its_new_key_stands_once(district: District) -> None:
    district.api.rows["students"][0] = student("a", "704", version=12)
    district.api.rows["studentSchoolAssociations"][0] = entry("ea", "704", version=12)
    district.api.rows["studentSectionAssociations"][0] = {**sits("ia", "704", "1"), "ChangeVersion": 12}
    district.api.rows["students/keyChanges"] = [as_number(12, "604", "704")]
    done = district.load()
    assert dict(done.closed) == {}
    assert district.ask("edfi_students", "student_unique_id") == [("605",), ("606",), ("704",)]
    assert district.ask("persons", "local_id") == [("605",), ("606",), ("704",)]


def test_loading_the_same_changes_again_changes_nothing(district: District) -> None:
    district.api.rows["students/keyChanges"] = [as_number(12, "604", "704"), as_number(13, "605", "604", guid="b")]
    district.api.rows["students/deletes"] = [deleted("c", 12)]
    folder = district.pulled().folder
    assert load([folder], LoadOptions(district.data)).changed
    assert not load([folder], LoadOptions(district.data)).changed


def test_a_resource_that_was_empty_at_first_may_get_rows_later(district: District) -> None:
    survey = row("v", 12, surveyIdentifier="V1", namespace=U, surveyTitle="How we learn")
    district.api.rows["surveys"] = [survey]
    done = district.load()
    assert done.held == ()
    assert district.ask("edfi_surveys", "survey_identifier") == [("V1",)]


def test_after_changes_a_full_pull_is_loaded_without_being_held(district: District) -> None:
    district.api.rows["students/deletes"] = [deleted("c", 12)]
    district.load()
    district.api.rows["students"] = district.api.rows["students"][:2]
    done = district.load(full=True)
    assert (done.held, done.changed) == ((), True)
    assert district.ask("persons", "local_id") == [("604",), ("605",)]


def test_changes_are_judged_as_they_will_stand(district: District) -> None:
    district.api.rows["students/keyChanges"] = [as_number(12, "604", "704")]
    district.api.rows["students/deletes"] = [deleted("b", 12)]
    report = check_paths([district.pulled().folder], CheckOptions(district.data))
    lost = [(f.check, f.subject) for f in report.findings if f.check in ("ROS-007", "ROS-012")]
    assert sorted(lost) == [("ROS-007", "student:605"), ("ROS-012", "student:605")]


def test_changes_without_a_record_are_held(district: District, tmp_path: Path) -> None:
    district.api.rows["students"][0] = student("a", "604", version=12)
    done = load([district.pulled().folder], LoadOptions(tmp_path / "another"))
    assert [unusual.kind for unusual in done.held] == ["changes without a base"]


def test_a_resource_that_comes_whole_beside_changes_replaces_its_own_rows_only(
    district: District, settle: Settle
) -> None:
    """A collection added to the settings later comes whole while the others send changes."""
    more = [*RESOURCES, "cohorts"]
    district.api.rows["cohorts"] = [row("h1", cohortIdentifier="Robotics")]
    said = {"kind": '"edfi"', "base_url": f'"{district.api.root}/edfi"', "token_url": ""}
    settle(**said, collections=str(more).replace("'", '"'))
    district.api.rows["students"][0] = student("a", "604", firstName="Inés", version=12)
    district.load()
    assert len(district.ask("persons", "local_id")) == 3
    assert district.ask("edfi_other_records", "resource_id") == [("g1",), ("h1",)]


def test_two_apis_are_two_systems_and_their_students_two_people(district: District, settle: Settle, data: Path) -> None:
    collections = str(list(RESOURCES)).replace("'", '"')
    said = {"kind": '"edfi"', "base_url": f'"{district.api.root}/edfi"', "token_url": "", "collections": collections}
    settings = settle(**said)
    settings.rename(settings.with_name("charter.toml"))
    district.api.rows["students"] = [student("z", "604", firstName="Otto", lastSurname="Lindqvist")]
    done = pull(data, "charter", progress=lambda what, share: None)
    assert load([done.folder], LoadOptions(data)).held == ()
    assert district.ask("persons", "person_id, given_name") == [
        ("charter-ed-fi:student:604", "Otto"),
        ("sis-ed-fi:student:604", "Ines"),
        ("sis-ed-fi:student:605", "Ines"),
        ("sis-ed-fi:student:606", "Ines"),
    ]


def test_a_source_called_ed_fi_is_the_system_that_dropped_files_belong_to(
    district: District, settle: Settle, tmp_path: Path
) -> None:
    collections = str(list(RESOURCES)).replace("'", '"')
    said = {"kind": '"edfi"', "base_url": f'"{district.api.root}/edfi"', "token_url": "", "collections": collections}
    settings = settle(**said)
    settings.rename(settings.with_name("ed-fi.toml"))
    done = pull(district.data, "ed-fi", progress=lambda what, share: None)
    report = check_paths([done.folder], CheckOptions(tmp_path / "none"))
    assert {file.system for file in report.files} == {"ed-fi"}
