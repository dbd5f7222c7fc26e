"""A clean district holds together: across files, months, schools and terms."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

import pytest

from tests.sample.reading import by, listed

GRADES = ["PK", "TK", "KG", *(f"{grade:02d}" for grade in range(1, 13))]


def students_of(district, month="this-month", *, enabled=True):
    rows = by(district.sis("users", month), "sourcedId")
    ids = {role["userSourcedId"] for role in district.sis("roles", month) if role["role"] == "student"}
    return [rows[name] for name in ids if not enabled or rows[name]["enabledUser"] == "true"]


@pytest.mark.parametrize("month", ["this-month", "last-month"])
def test_every_class_has_one_primary_teacher_and_students(clean, month):
    teachers, students = Counter(), Counter()
    for row in clean.sis("enrollments", month):
        if row["role"] == "teacher":
            teachers[row["classSourcedId"]] += row["primary"] == "true"
        else:
            students[row["classSourcedId"]] += row["endDate"] >= "2026-10-30"
    classes = {row["sourcedId"] for row in clean.sis("classes", month)}
    assert {name for name in classes if teachers[name] != 1} == set()
    assert {name for name in classes if students[name] < 1} == set()
    assert max(students.values()) <= 75


def test_enrollments_stay_inside_the_terms_of_their_class(clean):
    sessions = by(clean.sis("academicSessions"), "sourcedId")
    span = {}
    for row in clean.sis("classes"):
        terms = [sessions[name] for name in listed(row["termSourcedIds"])]
        span[row["sourcedId"]] = (min(t["startDate"] for t in terms), max(t["endDate"] for t in terms))
    for row in clean.sis("enrollments"):
        first, last = span[row["classSourcedId"]]
        assert first <= row["beginDate"] <= row["endDate"] <= last


def test_nobody_sits_in_two_rooms_in_one_period(clean):
    period = {row["sourcedId"]: row["periods"] for row in clean.sis("classes")}
    seats = Counter()
    for row in clean.sis("enrollments"):
        if period[row["classSourcedId"]] and row["endDate"] > "2026-10-30" and row["primary"] != "false":
            seats[row["userSourcedId"], period[row["classSourcedId"]]] += 1
    assert {key: count for key, count in seats.items() if count > 1} == {}


def test_every_student_has_classes_demographics_an_account_and_a_role_at_each_school(clean):
    roles = {(row["userSourcedId"], row["orgSourcedId"]) for row in clean.sis("roles")}
    rooms = defaultdict(set)
    for row in clean.sis("enrollments"):
        rooms[row["userSourcedId"]].add(row["schoolSourcedId"])
    demographics = by(clean.sis("demographics"), "sourcedId")
    accounts = by(clean.export("google-users"), "primaryEmail")
    for student in students_of(clean):
        user = student["sourcedId"]
        assert rooms[user]
        assert all((user, school) in roles for school in rooms[user])
        assert user in demographics
        assert accounts[student["email"]]["suspended"] == "False"


def test_class_grades_hold_the_grades_of_the_students(clean):
    grades = {row["sourcedId"]: set(listed(row["grades"])) for row in clean.sis("classes")}
    grade = {row["sourcedId"]: row["grades"] for row in clean.sis("users")}
    for row in clean.sis("enrollments"):
        if row["role"] == "student":
            assert grade[row["userSourcedId"]] in grades[row["classSourcedId"]]


def test_ages_fit_grades_and_schools_teach_them(clean):
    births = by(clean.sis("demographics"), "sourcedId")
    orgs = by(clean.sis("orgs"), "sourcedId")
    schools = by(clean.export("schools"), "School Code")
    for student in students_of(clean):
        place = GRADES.index(student["grades"])
        born = dt.date.fromisoformat(births[student["sourcedId"]]["birthDate"])
        age = (dt.date(2026, 9, 1) - born).days / 365.25
        assert place + 2.9 <= age <= place + 5.1
        school = schools[orgs[student["primaryOrgSourcedId"]]["identifier"]]
        assert GRADES.index(school["Low Grade"]) <= place <= GRADES.index(school["High Grade"])


def test_every_user_has_one_primary_role_and_every_guardian_a_child(clean):
    primary = Counter(row["userSourcedId"] for row in clean.sis("roles") if row["roleType"] == "primary")
    named = {agent for row in clean.sis("users") for agent in listed(row["agentSourcedIds"])}
    assert set(primary.values()) == {1}
    assert set(primary) == {row["sourcedId"] for row in clean.sis("users")}
    parents = {row["userSourcedId"] for row in clean.sis("roles") if row["role"] in ("guardian", "parent")}
    assert parents == named


def test_logins_addresses_and_numbers_belong_to_one_user(clean):
    for column in ("username", "email", "identifier"):
        values = Counter(row[column].casefold() for row in clean.sis("users") if row[column])
        assert max(values.values()) == 1


def test_no_two_students_share_name_and_birth_date(clean):
    births = {row["sourcedId"]: row["birthDate"] for row in clean.sis("demographics")}
    people = Counter(
        (row["givenName"], row["familyName"], births[row["sourcedId"]]) for row in students_of(clean, enabled=False)
    )
    assert max(people.values()) == 1


def test_race_is_told_and_two_or_more_agrees(clean):
    for row in clean.sis("demographics"):
        flags = [row[name] == "true" for name in list(row)[5:10]]
        assert any(flags)
        assert (sum(flags) > 1) == (row["demographicRaceTwoOrMoreRaces"] == "true")


def test_state_upload_and_program_list_agree(clean):
    programs = defaultdict(set)
    for row in clean.export("sis-programs"):
        programs[row["Student Number"]].add(row["Program"])
    for row in clean.export("state-upload"):
        told = {
            name
            for name, column in (
                ("English Learner", "English Learner"),
                ("Special Education", "Special Education"),
                ("Section 504", "Section 504"),
                ("Homeless", "Homeless"),
                ("Foster Care", "Foster"),
                ("Migrant", "Migrant"),
            )
            if row[column] == "Y"
        }
        told |= {"Free": {"Free Meals"}, "Reduced": {"Reduced-Price Meals"}}.get(row["Meal Status"], set())
        assert told == programs[row["Local Student ID"]]
        assert not {"Special Education", "Section 504"} <= told
        if told & {"Homeless", "Foster Care", "Migrant"}:
            assert row["Meal Status"] == "Free"


def test_exits_have_reasons_and_entries_lie_in_the_school_year(clean):
    for row in clean.export("state-upload"):
        assert bool(row["Exit Date"]) == bool(row["Exit Code"])
        assert "2026-08-19" <= row["Entry Date"] <= (row["Exit Date"] or "2026-10-30")


def test_managed_devices_and_the_register_agree(clean):
    register = by(clean.export("snipe-it-assets"), "Serial")
    google = by(clean.export("google-devices"), "serialNumber")
    intune = by(clean.export("intune-devices"), "Serial number")
    assert set(register) == set(google) | set(intune)
    emails = by(clean.sis("users"), "email")
    orgs = by(clean.sis("orgs"), "sourcedId")
    for serial, row in google.items():
        assert row["annotatedAssetId"] == register[serial]["Asset Tag"]
        assert (row["status"] == "DEPROVISIONED") == (register[serial]["Status"] == "Archived")
        if row["status"] == "ACTIVE":
            assert "2026-09-20" < row["lastSync"] < "2026-10-30"
            assert row["autoUpdateThrough"] > "2026-10-30"
        if row["annotatedUser"]:
            user = emails[row["annotatedUser"]]
            assert user["enabledUser"] == "true"
            assert orgs[user["primaryOrgSourcedId"]]["name"] == row["annotatedLocation"]
    users = Counter(row["annotatedUser"] for row in google.values() if row["annotatedUser"])
    assert max(users.values()) == 1
    assert {row["Encrypted"] + row["Compliance"] for row in intune.values()} == {"TrueCompliant"}


def test_every_account_has_a_person_and_leavers_are_suspended(clean):
    people = by(clean.sis("users"), "email")
    orgs = by(clean.sis("orgs"), "sourcedId")
    for row in clean.export("google-users"):
        person = people[row["primaryEmail"]]
        assert (person["enabledUser"] == "false") == (row["suspended"] == "True")
        assert row["lastLoginTime"] >= row["creationTime"]
        school = orgs[person["primaryOrgSourcedId"]]
        if row["suspended"] == "False" and school["type"] == "school":
            assert row["orgUnitPath"].endswith(school["name"])


def test_attendance_falls_on_school_days_of_the_enrollment(clean):
    events = Counter()
    for row in clean.export("attendance"):
        assert dt.date.fromisoformat(row["Date"]).weekday() < 5
        assert row["Date"] not in ("2026-09-07", "2026-10-12")
        events[row["Student Number"], row["Date"]] += 1
    assert max(events.values()) == 1


def test_results_belong_to_students_and_to_schools_that_taught_the_grade(clean):
    known = {(row["Local Student ID"], row["State Student ID"]) for row in clean.export("state-upload")}
    schools = by(clean.export("schools"), "School Code")
    for row in clean.export("state-test-results"):
        assert (row["Student Number"], row["State Student ID"]) in known
        school = schools[row["School Code"]]
        assert (
            GRADES.index(school["Low Grade"]) <= GRADES.index(row["Grade Tested"]) <= GRADES.index(school["High Grade"])
        )


def test_a_month_changes_one_or_two_percent(clean):
    now, before = ({row["sourcedId"] for row in students_of(clean, month)} for month in ("this-month", "last-month"))
    assert 0 < len(now - before) < 0.03 * len(now)
    assert 0 < len(before - now) < 0.03 * len(now)


def test_rates_are_those_of_a_middling_district(clean):
    rows = [row for row in clean.export("state-upload") if not row["Exit Date"]]
    for column, value, low, high in (
        ("English Learner", "Y", 0.10, 0.19),
        ("Special Education", "Y", 0.10, 0.16),
        ("Section 504", "Y", 0.025, 0.06),
        ("Homeless", "Y", 0.01, 0.05),
        ("Meal Status", "Paid", 0.42, 0.62),
    ):
        share = sum(row[column] == value for row in rows) / len(rows)
        assert low < share < high, column


def test_local_numbers_keep_their_leading_zeros(clean):
    numbers = [row["identifier"] for row in students_of(clean)]
    assert {len(number) for number in numbers} == {7}
    assert all(number.startswith("0") for number in numbers)
