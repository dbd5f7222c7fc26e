"""Older forms of a roster, without a fault: School Data Sync in its first format, OneRoster 1.1 with a gradebook."""

from __future__ import annotations

from tests.mutator.clean_people import FAMILY, FIRST_DAY, GIVEN
from tests.mutator.sheets import Content, Sheet

PUPILS = tuple(f"p{number:02d}" for number in range(1, 15))
ROOMS = {"k1": "t1", "k2": "t2"}
LAST_DAY = "2027-06-11"
BULK = "sourcedId,status,dateLastModified"
ROSTER_FILES = ("academicSessions", "classes", "courses", "enrollments", "orgs", "users")
BOOK_FILES = ("categories", "lineItems", "results")
ABSENT = ("classResources", "courseResources", "demographics", "resources")


def _name(key: str) -> tuple[str, str]:
    number = int(key[1:]) + (20 if key[0] == "t" else 0)
    return GIVEN[number], FAMILY[number % len(FAMILY)]


def _room(key: str) -> str:
    return "k1" if int(key[1:]) % 2 else "k2"


def first_sync() -> dict[str, Content]:
    """Fourteen students, two teachers and two sections in six files."""
    people = "SIS ID,School SIS ID,First Name,Last Name,Username"
    section = {"School SIS ID": "s1", "Term SIS ID": "y1", "Term Name": "Year", "Course SIS ID": "c1"}
    section |= {"Term StartDate": "8/17/2026", "Term EndDate": "6/11/2027", "Course Name": "Art"}
    tables = {
        "School": ("SIS ID,Name,School Number,State ID", [{"SIS ID": "s1", "Name": "Elm", "School Number": "101"}]),
        "Section": (
            (
                "SIS ID,School SIS ID,Section Name,Term SIS ID,Term Name,Term StartDate,Term EndDate,Course SIS ID"
                ",Course Name"
            ),
            [section | {"SIS ID": room, "Section Name": f"Art {room}"} for room in ROOMS],
        ),
        "Student": (
            f"{people},Student Number,Grade,Status",
            [_member(key) | {"Student Number": f"77{key[1:]}", "Grade": "9", "Status": "Active"} for key in PUPILS],
        ),
        "Teacher": (
            f"{people},Teacher Number",
            [_member(key) | {"Teacher Number": f"3{key[1:]}"} for key in ROOMS.values()],
        ),
        "StudentEnrollment": ("Section SIS ID,SIS ID", [{"Section SIS ID": _room(k), "SIS ID": k} for k in PUPILS]),
        "TeacherRoster": ("Section SIS ID,SIS ID", [{"Section SIS ID": k, "SIS ID": t} for k, t in ROOMS.items()]),
    }
    return {f"first-sync/{name}.csv": Sheet.of(header, rows) for name, (header, rows) in tables.items()}


def _member(key: str) -> dict[str, str]:
    given, family = _name(key)
    return {"SIS ID": key, "School SIS ID": "s1", "First Name": given, "Last Name": family, "Username": f"user{key}"}


def older_package() -> dict[str, Content]:
    """The same people in OneRoster 1.1, with two pieces of work in the first class."""
    said = {"manifest.version": "1.0", "oneroster.version": "1.1"}
    said |= dict.fromkeys((f"file.{name}" for name in (*ROSTER_FILES, *BOOK_FILES)), "bulk")
    said |= dict.fromkeys((f"file.{name}" for name in ABSENT), "absent")
    said |= {"source.systemName": "Elm SIS", "source.systemCode": "elm-sis"}
    rows = [{"propertyName": name, "value": value} for name, value in said.items()]
    return {"elm/manifest.csv": Sheet.of("propertyName,value", rows)} | {
        f"elm/{name}.csv": Sheet.of(f"{BULK},{header}", rows) for name, (header, rows) in _tables().items()
    }


CLASSES = (
    "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects"
    ",subjectCodes,periods"
)
USERS = (
    "enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms"
    ",phone,agentSourcedIds,grades,password"
)


def _tables() -> dict[str, tuple[str, list[dict[str, str]]]]:
    year = {"startDate": FIRST_DAY, "endDate": LAST_DAY, "schoolYear": "2027"}
    quarter = {"sourcedId": "q1", "title": "Quarter 1", "type": "gradingPeriod", "parentSourcedId": "y1"}
    room = {"courseSourcedId": "c1", "classType": "scheduled", "schoolSourcedId": "s1", "termSourcedIds": "y1"}
    return {
        "orgs": (
            "name,type,identifier,parentSourcedId",
            [{"sourcedId": "s1", "name": "Elm", "type": "school", "identifier": "101"}],
        ),
        "academicSessions": (
            "title,type,startDate,endDate,parentSourcedId,schoolYear",
            [
                {"sourcedId": "y1", "title": "Year", "type": "schoolYear"} | year,
                year | quarter | {"endDate": "2026-10-23"},
            ],
        ),
        "courses": (
            "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
            [{"sourcedId": "c1", "title": "Art", "courseCode": "ART", "grades": "09", "orgSourcedId": "s1"}],
        ),
        "classes": (
            CLASSES,
            [room | {"sourcedId": key, "title": f"Art {key}", "grades": "09"} for key in ROOMS],
        ),
        "users": (USERS, [_user(key, "student") for key in PUPILS] + [_user(key, "teacher") for key in ROOMS.values()]),
        "enrollments": ("classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate", _seats()),
        **_book(),
    }


def _book() -> dict[str, tuple[str, list[dict[str, str]]]]:
    work = {"assignDate": "2026-09-14", "dueDate": "2026-09-18", "classSourcedId": "k1", "categorySourcedId": "ca1"}
    work |= {"gradingPeriodSourcedId": "q1", "resultValueMin": "0", "resultValueMax": "20"}
    score = {"scoreStatus": "fully graded", "score": "15", "scoreDate": "2026-09-21"}
    taken = [key for key in PUPILS if _room(key) == "k1"]
    return {
        "categories": ("title", [{"sourcedId": "ca1", "title": "Quizzes"}]),
        "lineItems": (
            (
                "title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId"
                ",resultValueMin,resultValueMax"
            ),
            [work | {"sourcedId": f"li{number}", "title": f"Quiz {number}"} for number in (1, 2)],
        ),
        "results": (
            "lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment",
            [
                score | {"sourcedId": f"re{number}{key}", "lineItemSourcedId": f"li{number}", "studentSourcedId": key}
                for number in (1, 2)
                for key in taken
            ],
        ),
    }


def _user(key: str, role: str) -> dict[str, str]:
    given, family = _name(key)
    user = {"sourcedId": key, "enabledUser": "true", "orgSourcedIds": "s1", "role": role, "username": f"user{key}"}
    number = f"77{key[1:]}" if role == "student" else f"3{key[1:]}"
    grade = {"grades": "09"} if role == "student" else {}
    return user | {"givenName": given, "familyName": family, "identifier": number} | grade


def _seats() -> list[dict[str, str]]:
    seat = {"schoolSourcedId": "s1", "beginDate": FIRST_DAY, "endDate": LAST_DAY}
    seats = [
        seat | {"sourcedId": f"e{key}", "classSourcedId": _room(key), "userSourcedId": key, "role": "student"}
        for key in PUPILS
    ]
    return seats + [
        seat
        | {"sourcedId": f"e{room}", "classSourcedId": room, "userSourcedId": key, "role": "teacher"}
        | {"primary": "true"}
        for room, key in ROOMS.items()
    ]
