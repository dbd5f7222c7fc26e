"""The gradebook and resource files of OneRoster: each known by its header, results in the record, faults found."""

from __future__ import annotations

import pytest

from tests.engine.sources.conftest import lines
from tests.engine.sources.deliveries import found, kinds, rows_add_up

BULK = "sourcedId,status,dateLastModified"
ROSTER = {
    "orgs.csv": lines(f"{BULK},name,type,identifier,parentSourcedId", "o1,,,North Elm,school,101,"),
    "academicSessions.csv": lines(
        f"{BULK},title,type,startDate,endDate,parentSourcedId,schoolYear",
        "y1,,,2026-27,schoolYear,2026-08-20,2027-06-10,,2027",
        "q1,,,Quarter 1,gradingPeriod,2026-08-20,2026-10-30,y1,2027",
    ),
    "courses.csv": lines(
        f"{BULK},schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
        "c1,,,y1,Art,A1,09,o1,,",
    ),
    "classes.csv": lines(
        f"{BULK},title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,"
        "subjectCodes,periods",
        "k1,,,Art 1,09,c1,A1-1,scheduled,,o1,y1,art,,1",
    ),
    "enrollments.csv": lines(
        f"{BULK},classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
        "e1,,,k1,o1,u1,student,,2026-08-20,2027-06-10",
        "e2,,,k1,o1,t1,teacher,true,2026-08-20,2027-06-10",
    ),
}
USERS_11 = lines(
    f"{BULK},enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,"
    "phone,agentSourcedIds,grades,password",
    "u1,,,true,o1,student,bokoro,,Ben,Okoro,,7001,,,,,09,",
    "t1,,,true,o1,teacher,dnorth,,Dana,North,,31,,,,,,",
)
USERS_12 = lines(
    f"{BULK},enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,"
    "grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,"
    "primaryOrgSourcedId,pronouns",
    "u1,,,true,bokoro,,Ben,Okoro,,7001,,,,,09,,,,,,o1,",
    "t1,,,true,dnorth,,Dana,North,,31,,,,,,,,,,,o1,",
)
ROLES = lines(
    f"{BULK},userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
    "r1,,,u1,primary,student,,,o1,",
    "r2,,,t1,primary,teacher,,,o1,f1",
)
RESOURCES = {
    "resources.csv": lines(
        f"{BULK},vendorResourceId,title,roles,importance,vendorId,applicationId", "b1,,,B-9,Atlas,,primary,,"
    ),
    "classResources.csv": lines(f"{BULK},title,classSourcedId,resourceSourcedId", "x1,,,,k1,b1"),
    "courseResources.csv": lines(f"{BULK},title,courseSourcedId,resourceSourcedId", "x2,,,,c1,b1"),
}
IN_11 = {
    **ROSTER,
    **RESOURCES,
    "users.csv": USERS_11,
    "categories.csv": lines(f"{BULK},title", "g1,,,Homework"),
    "lineItems.csv": lines(
        f"{BULK},title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,"
        "resultValueMin,resultValueMax",
        "l1,,,Portrait,,2026-09-01,2026-09-08,k1,g1,q1,0,100",
    ),
    "results.csv": lines(
        f"{BULK},lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment",
        "s1,,,l1,u1,fully graded,87.5,2026-09-09,well done",
    ),
}
IN_12 = {
    **ROSTER,
    **RESOURCES,
    "users.csv": USERS_12,
    "roles.csv": ROLES,
    "categories.csv": lines(f"{BULK},title,weight", "g1,,,Homework,0.5"),
    "lineItems.csv": lines(
        f"{BULK},title,description,assignDate,dueDate,classSourcedId,categorySourcedId,academicSessionSourcedId,"
        "resultValueMin,resultValueMax,schoolSourcedId",
        "l1,,,Portrait,,2026-09-01,2026-09-08,k1,g1,y1,,,o1",
    ),
    "results.csv": lines(
        f"{BULK},lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,classSourcedId,"
        "inProgress,incomplete,late,missing",
        "s1,,,l1,u1,fully graded,,2026-09-09,,B+,k1,false,false,false,false",
    ),
    "scoreScales.csv": lines(
        f"{BULK},title,type,orgSourcedId,courseSourcedId,classSourcedId,scoreScaleValue",
        "z1,,,Letters,letter,o1,c1,k1,{{A:90}}",
    ),
    "lineItemScoreScales.csv": lines(f"{BULK},title,lineItemSourcedId,scoreScaleSourcedId", "v1,,,,l1,z1"),
    "resultScoreScales.csv": lines(f"{BULK},title,resultSourcedId,scoreScaleSourcedId", "v2,,,,s1,z1"),
    "lineItemLearningObjectiveIds.csv": lines(
        f"{BULK},lineItemSourcedId,source,learningObjectiveId", "j1,,,l1,case,AR.9.1"
    ),
    "resultLearningObjectiveIds.csv": lines(
        f"{BULK},resultSourcedId,source,learningObjectiveId,score,textScore", "j2,,,s1,case,AR.9.1,3,"
    ),
    "userProfiles.csv": lines(
        f"{BULK},userSourcedId,profileType,vendorId,applicationId,description,credentialType,username,password",
        "f1,,,t1,reader,v9,,,oauth,dnorth,secret1",
    ),
    "userResources.csv": lines(
        f"{BULK},userSourcedId,orgSourcedId,classSourcedId,resourceSourcedId", "x3,,,u1,o1,k1,b1"
    ),
}
SETS = {"1.1": IN_11, "1.2": IN_12}


@pytest.mark.parametrize("version", SETS)
def test_every_file_is_recognised_in_its_version_and_nothing_is_wrong_with_it(delivery, version):
    report = delivery.write(SETS[version]).check()
    assert kinds(report) == {name: f"OneRoster {version} {name}" for name in SETS[version]}
    assert rows_add_up(report, SETS[version])
    assert found(report, "GRB", "FRM", "ROS") == []
    assert {f.message for f in report.findings if f.check.startswith("PKG")} == {
        "the package has no manifest.csv in its root."
    }


@pytest.mark.parametrize("version", SETS)
def test_files_under_other_names_are_recognised_by_their_headers(delivery, version):
    files = {f"{number:02}.csv": text for number, text in enumerate(SETS[version].values())}
    seen = kinds(delivery.write(files).check())
    assert list(seen.values()) == [f"OneRoster {version} {name}" for name in SETS[version]]


@pytest.mark.parametrize(("version", "result"), [("1.1", ("87.5", None)), ("1.2", ("B+", "B+"))])
def test_a_result_goes_into_the_record_with_its_class_and_day(delivery, version, result):
    assert delivery.write(SETS[version]).load().changed
    asked = """SELECT r.assessment, r.subject, CAST(r.administration_date AS VARCHAR), r.org_id = p.org_id,
        r.result_value, r.performance_level FROM {assessment_results} r JOIN {persons} p USING (person_id)"""
    assert delivery.ask(asked) == [("Portrait", "art", "2026-09-09", True, *result)]


def test_the_password_of_a_profile_is_dropped_at_the_door(delivery):
    delivery.write(IN_12).load()
    kept = " ".join(str(cell) for row in delivery.ask("SELECT * FROM {oneroster_user_profiles}") for cell in row)
    assert "dnorth" in kept
    assert "secret1" not in kept


@pytest.mark.parametrize(
    ("file", "old", "new", "check"),
    [
        ("lineItems.csv", ",k1,g1,", ",k9,g1,", "GRB-001"),
        ("lineItems.csv", ",k1,g1,", ",k1,g9,", "GRB-002"),
        ("lineItems.csv", ",q1,0", ",q9,0", "GRB-003"),
        ("lineItems.csv", ",q1,0", ",y1,0", "GRB-004"),
        ("lineItems.csv", "2026-09-08", "2025-09-08", "GRB-006"),
        ("lineItems.csv", ",0,100", ",100,0", "GRB-007"),
        ("results.csv", ",l1,u1,", ",l9,u1,", "GRB-008"),
        ("results.csv", ",l1,u1,", ",l1,u9,", "GRB-009"),
        ("results.csv", ",l1,u1,", ",l1,t1,", "GRB-010"),
        ("results.csv", "87.5", "875", "GRB-011"),
        ("classResources.csv", "b1", "b9", "GRB-016"),
        ("courseResources.csv", "c1", "c9", "GRB-017"),
        ("results.csv", "fully graded", "Fully Graded", "FRM-002"),
        ("results.csv", "87.5", "many", "FRM-012"),
    ],
)
def test_one_fault_is_found_where_it_stands_and_no_other(delivery, file, old, new, check):
    assert old in IN_11[file]
    report = delivery.write(IN_11 | {file: IN_11[file].replace(old, new)}).check()
    assert {(id, where) for id, where, _ in found(report, "GRB", "FRM", "ROS")} == {(check, file)}


def test_the_manifest_speaks_of_gradebook_files_too(delivery):
    names = (
        "academicSessions",
        "categories",
        "classes",
        "classResources",
        "courses",
        "courseResources",
        "demographics",
    )
    names += ("enrollments", "lineItems", "orgs", "resources", "results", "users")
    modes = {name: "bulk" if f"{name}.csv" in IN_11 else "absent" for name in names} | {"results": "absent"}
    manifest = lines(
        "propertyName,value",
        "manifest.version,1.0",
        "oneroster.version,1.1",
        *(f"file.{name},{mode}" for name, mode in modes.items()),
        "source.systemName,Elm SIS",
        "source.systemCode,elm",
    )
    report = delivery.write(IN_11 | {"manifest.csv": manifest}).check()
    assert [f.message for f in report.findings if f.check.startswith("PKG")] == [
        "file.results is absent, but results.csv is in the package."
    ]
