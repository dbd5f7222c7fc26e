"""Small sets without a fault: a gradebook beside the roster, a set for School Data Sync and one for Clever."""

from __future__ import annotations

from tests.mutator.clean_people import FIRST_DAY
from tests.mutator.clean_roster import ABSENT, BULK, PRESENT, package
from tests.mutator.sheets import Content, Sheet, sheet

GRADED_CLASS = "cl-hi-09-mat"
GRADEBOOK = {
    "categories": "title,weight",
    "lineItems": "title,description,assignDate,dueDate,classSourcedId,categorySourcedId,academicSessionSourcedId"
    ",schoolSourcedId,resultValueMin,resultValueMax",
    "results": "lineItemSourcedId,studentSourcedId,scoreStatus,score,textScore,scoreDate,comment,classSourcedId",
}
PUPILS, TEACHERS = tuple(f"P{n:02d}" for n in range(1, 13)), ("T1", "T2")
ROOMS = ("K1", "K2", "K3")


def gradebook() -> dict[str, Content]:
    """Two pieces of work in one class, with a result of each student, and the manifest that says so."""
    roster = package()
    manifest = sheet(roster, "manifest.csv")
    for name in GRADEBOOK:
        manifest.one(propertyName=f"file.{name}")["value"] = "bulk"
    seats = sheet(roster, "enrollments.csv").where(classSourcedId=GRADED_CLASS, role="student")
    here = [row["userSourcedId"] for row in seats if not row["endDate"]]
    works = [{"sourcedId": f"li-{n}", "title": f"Quiz {n}", "assignDate": "2026-09-14"} for n in (1, 2)]
    place = {"classSourcedId": GRADED_CLASS, "categorySourcedId": "ca-1", "academicSessionSourcedId": "ses-q1"}
    place |= {"schoolSourcedId": "org-hi", "resultValueMin": "0", "resultValueMax": "20", "dueDate": "2026-09-18"}
    score = {"scoreStatus": "fully graded", "scoreDate": "2026-09-21", "classSourcedId": GRADED_CLASS}
    results = [
        {"sourcedId": f"re-{n}-{who}", "lineItemSourcedId": f"li-{n}", "studentSourcedId": who, "score": "15", **score}
        for n in (1, 2)
        for who in here
    ]
    rows = {"categories": [{"sourcedId": "ca-1", "title": "Quizzes", "weight": "100"}], "results": results}
    rows["lineItems"] = [work | place for work in works]
    tables = {f"sis/{name}.csv": Sheet.of(f"{BULK},{own}", rows[name]) for name, own in GRADEBOOK.items()}
    assert set(GRADEBOOK) <= set(ABSENT) - set(PRESENT)
    return {**tables, "sis/manifest.csv": manifest}


def school_data_sync() -> dict[str, Content]:
    """Twelve students, their parents, two teachers and three classes, in version 2.1."""
    domain = "sds.larkfield.example"
    students = [_user(key, f"{key.lower()}@{domain}", number) for number, key in enumerate(PUPILS)]
    adults = [_user(f"G{key}", f"g{key.lower()}@mail.example", 40 + number) for number, key in enumerate(PUPILS)]
    teachers = [_user(key, f"{key.lower()}@{domain}", 80 + number) for number, key in enumerate(TEACHERS)]
    roles = [{"userSourcedId": key, "role": "student", "grade": "05"} for key in PUPILS]
    roles += [{"userSourcedId": key, "role": "teacher"} for key in TEACHERS]
    at_school = {"orgSourcedId": "S1", "sessionSourcedId": "Y27", "isPrimary": "true", "roleStartDate": FIRST_DAY}
    seats = [{"classSourcedId": room, "userSourcedId": key, "role": "student"} for room in ROOMS for key in PUPILS]
    seats += [{"classSourcedId": r, "userSourcedId": TEACHERS[n % 2], "role": "teacher"} for n, r in enumerate(ROOMS)]
    room = {"orgSourcedId": "S1", "sessionSourcedIds": "Y27", "courseSourcedId": "C1"}
    year = {"sourcedId": "Y27", "title": "2026-2027", "type": "schoolYear", "schoolYear": "2027"}
    course = {"sourcedId": "C1", "orgSourcedId": "S1", "title": "English", "code": "ENG", "schoolYearSourcedId": "Y27"}
    bonds = [
        {"userSourcedId": key, "relationshipUserSourcedId": f"G{key}", "relationshipRole": "parent"} for key in PUPILS
    ]
    tables = {
        "orgs": ("sourcedId,name,type,parentSourcedId", [{"sourcedId": "S1", "name": "Elm", "type": "school"}]),
        "users": ("sourcedId,username,givenName,familyName,email,phone", [*students, *teachers, *adults]),
        "roles": (
            "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate",
            [at_school | row for row in roles],
        ),
        "academicSessions": (
            "sourcedId,title,type,schoolYear,startDate,endDate",
            [year | {"startDate": FIRST_DAY, "endDate": "2027-06-11"}],
        ),
        "courses": ("sourcedId,orgSourcedId,title,code,schoolYearSourcedId", [course]),
        "classes": (
            "sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId,code",
            [room | {"sourcedId": key, "title": f"English {key}", "code": key} for key in ROOMS],
        ),
        "enrollments": ("classSourcedId,userSourcedId,role", seats),
        "relationships": ("userSourcedId,relationshipUserSourcedId,relationshipRole", bonds),
    }
    return {f"sds/{name}.csv": Sheet.of(header, rows) for name, (header, rows) in tables.items()}


def _user(key: str, address: str, number: int) -> dict[str, str]:
    name = {"givenName": "Ottilie", "familyName": f"Wren{'abcdefghijklmnopqrstuvwxyz'[number % 26]}"}
    return {"sourcedId": key, "username": address, "email": address, **name}


def clever() -> dict[str, Content]:
    """The same children and classes for Clever, at two schools; the second school has no classes yet."""
    schools = [{"School_id": key, "School_name": f"School {key}", "School_number": key[1:]} for key in ("S1", "S2")]
    students = [
        {
            "School_id": "S1",
            "Student_id": key,
            "Student_number": f"7{number:03d}",
            "First_name": "Ottilie",
            "Last_name": f"Wren{'abcdefghijklmnop'[number]}",
            "Grade": "5",
            "DOB": f"4/{number + 1}/2016",
            "Student_email": f"{key.lower()}@clever.larkfield.example",
        }
        for number, key in enumerate(PUPILS)
    ]
    teachers = [
        {"School_id": "S1", "Teacher_id": key, "First_name": "Pavel", "Last_name": f"Rook{'abcdefghij'[int(key[1])]}"}
        for key in TEACHERS
    ]
    term = {"Term_name": "Year", "Term_start": "8/17/2026", "Term_end": "6/11/2027"}
    rooms = [
        {"School_id": "S1", "Section_id": room, "Teacher_id": TEACHERS[n % 2], "Name": f"English {room}", **term}
        for n, room in enumerate(ROOMS)
    ]
    seats = [{"School_id": "S1", "Section_id": room, "Student_id": key} for room in ROOMS for key in PUPILS]
    tables = {
        "schools": ("School_id,School_name,School_number", schools),
        "students": (
            "School_id,Student_id,Student_number,Last_name,First_name,Grade,DOB,Student_email",
            students,
        ),
        "teachers": ("School_id,Teacher_id,Last_name,First_name", teachers),
        "sections": ("School_id,Section_id,Teacher_id,Teacher_2_id,Name,Term_name,Term_start,Term_end", rooms),
        "enrollments": ("School_id,Section_id,Student_id", seats),
    }
    return {f"clever/{name}.csv": Sheet.of(header, rows) for name, (header, rows) in tables.items()}
