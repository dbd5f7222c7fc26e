"""Damage to resources, profiles, scales and objectives beside a gradebook, and to older forms of rosters."""

from __future__ import annotations

from tests.mutator.clean_older import PUPILS, ROOMS
from tests.mutator.expectations import FIRST_SYNC, OLDER, RESOURCES, ROSTER, SDS, Draw, Must, Mutations, expects
from tests.mutator.sheets import Files, sheet
from tests.mutator.slips import Made, again, slip

BESIDE = Mutations("resources", RESOURCES, ROSTER)
FIRST = Mutations("first School Data Sync", FIRST_SYNC)
BEFORE = Mutations("OneRoster 1.1", OLDER)
LATER_SYNC = Mutations("people of School Data Sync", SDS, look=("SDS",))


def beside(name: str) -> str:
    return f"sis/{name}.csv"


def bare_role(row: dict[str, str]) -> bool:
    return row["role"] == "student" and not row["endDate"]


for made in (
    slip("GRB-016", beside("classResources"), "a_resource_of_no_class", classSourcedId="cl-none"),
    slip("GRB-017", beside("courseResources"), "a_resource_of_no_course", courseSourcedId="co-none"),
    slip("GRB-018", beside("userResources"), "a_resource_of_nobody", userSourcedId="st-none"),
    slip("GRB-016", beside("classResources"), "no_resource_of_a_class", resourceSourcedId="none"),
    slip("GRB-017", beside("courseResources"), "no_resource_of_a_course", resourceSourcedId="none"),
    slip("GRB-018", beside("userResources"), "no_resource_of_somebody", resourceSourcedId="none"),
    slip("GRB-019", beside("userProfiles"), "a_profile_of_nobody", userSourcedId="st-none"),
    slip("GRB-020", beside("roles"), "a_role_of_no_profile", where=bare_role, userProfileSourcedId="none"),
    slip("GRB-021", beside("scoreScales"), "a_scale_of_no_class", classSourcedId="cl-none"),
    slip("GRB-022", beside("lineItemScoreScales"), "a_scale_of_no_work", lineItemSourcedId="li-none"),
    slip("GRB-023", beside("resultScoreScales"), "a_scale_of_no_result", resultSourcedId="re-none"),
    slip("GRB-024", beside("lineItemLearningObjectiveIds"), "an_objective_of_no_work", lineItemSourcedId="li-none"),
    slip("GRB-025", beside("resultLearningObjectiveIds"), "an_objective_of_no_result", resultSourcedId="re-none"),
    slip("GRB-021", beside("scoreScales"), "a_scale_of_no_course", courseSourcedId="co-none"),
    slip("FRM-001", beside("userProfiles"), "a_profile_of_no_kind", profileType=""),
    slip("GRB-022", beside("lineItemScoreScales"), "work_of_no_scale", scoreScaleSourcedId="none"),
    slip("GRB-023", beside("resultScoreScales"), "a_result_of_no_scale", scoreScaleSourcedId="none"),
    slip("FRM-002", beside("lineItemLearningObjectiveIds"), "an_objective_of_its_own", source="ours"),
):
    BESIDE.one()(made)

for made in (
    slip("GRB-004", "elm/lineItems.csv", "work_in_a_whole_year", gradingPeriodSourcedId="y1"),
    slip("GRB-003", "elm/lineItems.csv", "older_work_in_no_session", gradingPeriodSourcedId="q9"),
    slip("GRB-009", "elm/results.csv", "an_older_result_of_nobody", studentSourcedId="p99"),
    slip("GRB-011", "elm/results.csv", "an_older_score_above_the_range", score="200"),
    slip(
        "FRM-002", "elm/users.csv", "an_older_role_of_its_own", where=lambda row: row["role"] == "teacher", role="boss"
    ),
):
    BEFORE.one(alone=True)(made)


@FIRST.one()
def a_student_of_the_first_sync_is_at_no_school(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, "first-sync/Student.csv"))
    row["School SIS ID"] = "s9"
    return files, expects(Must("ROS-009", "first-sync/Student.csv", row, subject=row["SIS ID"]))


@FIRST.one()
def a_student_of_the_first_sync_teaches(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, "first-sync/Student.csv"))
    teachers = sheet(files, "first-sync/Teacher.csv")
    new = {name: row.get(name, "") for name in teachers.header} | {"Teacher Number": "39", "Username": "other"}
    teachers.rows.append(new)
    return files, expects(Must("SDS-024", "first-sync/Teacher.csv", new, subject=row["SIS ID"]))


for made in (
    slip("ROS-014 | ENR-006", "first-sync/StudentEnrollment.csv", "a_first_seat_in_no_section", Section_SIS_ID="k9"),
    slip("ROS-012 | ENR-006", "first-sync/StudentEnrollment.csv", "a_first_seat_of_nobody", SIS_ID="p99"),
    again("ENR-005", "first-sync/StudentEnrollment.csv", "a_first_seat_twice"),
    again("FRM-013", "first-sync/Student.csv", "a_first_student_twice"),
):
    FIRST.one()(made)


@LATER_SYNC.one(alone=True)
def a_user_has_no_role(draw: Draw, files: Files) -> Made:
    roles, users = sheet(files, "sds/roles.csv"), sheet(files, "sds/users.csv")
    gone = draw.row(roles, lambda row: row["role"] == "student")["userSourcedId"]
    roles.rows = [row for row in roles.rows if row["userSourcedId"] != gone]
    seats = sheet(files, "sds/enrollments.csv")
    seats.rows = [row for row in seats.rows if row["userSourcedId"] != gone]
    return files, expects(Must("SDS-012", "sds/users.csv", users.one(sourcedId=gone), subject=gone))


@LATER_SYNC.one(alone=True)
def a_teacher_sits_among_the_students(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, "sds/enrollments.csv"), lambda each: each["role"] == "teacher")
    row["role"] = "student"
    return files, expects(Must("ROL-001", "sds/enrollments.csv", row), also=("SEC-001",))


@LATER_SYNC.one(alone=True)
def a_parent_has_no_address(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, "sds/users.csv"), lambda each: each["sourcedId"].startswith("G"))
    row |= {"email": "", "username": "parent"}
    return files, expects(Must("SDS-017", "sds/users.csv", row), also=("SDS-019",))


assert set(ROOMS.values()).isdisjoint(PUPILS)
