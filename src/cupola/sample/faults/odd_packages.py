"""Small OneRoster packages of other systems, each with faults of packaging."""

from collections.abc import Sequence

from cupola.sample.days import TODAY
from cupola.sample.faults.odd_archives import packed
from cupola.sample.faults.odd_files import FOLDER
from cupola.sample.faults.plan import Plan
from cupola.sample.files.google import moment
from cupola.sample.files.headers import HEADERS
from cupola.sample.files.oneroster import manifest_rows
from cupola.sample.population.district import STAFF_DOMAIN, STUDENT_DOMAIN

OWN_COLUMNS = "metadata."
PARTNER_STUDENTS = 12
FIRST_NAMES = ("Adaeze", "Bayani", "Caetano", "Dalia", "Emeka", "Farah", "Gael", "Hodan", "Inés", "Jomar", "Kalea")
Table = list[list[str]]


def plant_odd_packages(plan: Plan) -> None:
    """Four packages: without a manifest, with a wrong one, with files missing, with wrong columns."""
    _without_manifest(plan)
    _wrong_manifest(plan)
    _files_missing(plan)
    _wrong_columns(plan)


def _table(name: str, *rows: dict[str, str]) -> Table:
    header = [column for column in HEADERS[name] if not column.startswith(OWN_COLUMNS)]
    return [header, *([row.get(column, "") for column in header] for row in rows)]


def _tables(code: str, number: int) -> dict[str, Table]:
    """A partner with one school, one class, one teacher and one student."""
    student, teacher = f"{code}-u1", f"{code}-u2"
    span = {"beginDate": "2026-08-19", "endDate": "2027-06-03"}
    school = {"schoolSourcedId": f"{code}-s", "classSourcedId": f"{code}-c"}
    year = {"startDate": "2026-08-19", "endDate": "2027-06-03", "schoolYear": "2027"}
    person = {"enabledUser": "true", "primaryOrgSourcedId": f"{code}-s"}
    return {
        "academicSessions": _table(
            "academicSessions", {"sourcedId": f"{code}-y", "title": "2026-2027", "type": "schoolYear", **year}
        ),
        "orgs": _table("orgs", *_orgs(code)),
        "courses": _table(
            "courses",
            {"sourcedId": f"{code}-k", "title": "Boat Building", "orgSourcedId": f"{code}-d", "grades": "12"},
        ),
        "classes": _table(
            "classes",
            {
                "sourcedId": f"{code}-c",
                "title": "Boat Building 1",
                "grades": "12",
                "classType": "scheduled",
                "courseSourcedId": f"{code}-k",
                "schoolSourcedId": f"{code}-s",
                "termSourcedIds": f"{code}-y",
            },
        ),
        "users": _table("users", {**person, **_student(code, number)}, {**person, **_teacher(code)}),
        "roles": _table("roles", _role(code, student, "student"), _role(code, teacher, "teacher")),
        "enrollments": _table(
            "enrollments",
            {"sourcedId": f"{code}-e1", **school, "userSourcedId": student, "role": "student", **span},
            {
                "sourcedId": f"{code}-e2",
                **school,
                "userSourcedId": teacher,
                "role": "teacher",
                "primary": "true",
                **span,
            },
        ),
        "demographics": _table("demographics", _demographics(student)),
    }


def _orgs(code: str) -> tuple[dict[str, str], dict[str, str]]:
    district = {"sourcedId": f"{code}-d", "name": f"Partner {code}", "type": "district"}
    school = {"sourcedId": f"{code}-s", "name": f"Partner {code} Academy", "type": "school"}
    return district, {**school, "parentSourcedId": f"{code}-d"}


def _student(code: str, number: int) -> dict[str, str]:
    return {
        "sourcedId": f"{code}-u1",
        "username": f"partner{number}",
        "givenName": ("Ligaya", "Bohdan", "Wanjiru", "Freya")[number],
        "familyName": ("Manalo", "Tkachenko", "Mensah", "Lindström")[number],
        "identifier": f"996000{number}",
        "email": f"partner{number}@{STUDENT_DOMAIN}",
        "grades": "12",
    }


def _teacher(code: str) -> dict[str, str]:
    return {
        "sourcedId": f"{code}-u2",
        "username": f"{code}.teacher",
        "givenName": "Astrid",
        "familyName": "Hargrove",
        "identifier": f"{code}-77",
        "email": f"{code}.teacher@{STAFF_DOMAIN}",
    }


def _role(code: str, user: str, role: str) -> dict[str, str]:
    return {
        "sourcedId": f"{user}-r",
        "userSourcedId": user,
        "roleType": "primary",
        "role": role,
        "beginDate": "2026-08-19",
        "orgSourcedId": f"{code}-s",
    }


def _demographics(user: str) -> dict[str, str]:
    flags = dict.fromkeys(HEADERS["demographics"][5:12], "false")
    return {"sourcedId": user, "birthDate": "2009-03-17", "sex": "female", **flags, "white": "true"}


def _account(plan: Plan, number: int) -> None:
    """The student of a partner has an account like everybody."""
    person = _student("", number)
    plan.append(
        "google users",
        {
            "primaryEmail": person["email"],
            "name.givenName": person["givenName"],
            "name.familyName": person["familyName"],
            "id": f"88800000000000000000{number}",
            "orgUnitPath": "/Students/Partners",
            "suspended": "False",
            "isAdmin": "False",
            "isEnrolledIn2Sv": "False",
            "creationTime": moment(TODAY - 80, 15),
            "lastLoginTime": moment(TODAY - 2, 15),
        },
    )


def _manifest(code: str, tables: dict[str, Table]) -> Table:
    return [list(HEADERS["manifest"]), *map(list, manifest_rows(list(tables), (f"Partner {code}", code)))]


def _put(plan: Plan, name: str, files: dict[str, Table]) -> None:
    content = {file: "".join(",".join(row) + "\r\n" for row in rows).encode() for file, rows in files.items()}
    plan.odd_files.append((f"{FOLDER}/{name}", packed(content), TODAY))


def _named(tables: dict[str, Table]) -> dict[str, Table]:
    return {f"{name}.csv": rows for name, rows in tables.items()}


def _without_manifest(plan: Plan) -> None:
    """PKG-001; and ACC-009: none of the students has an account."""
    name = "trade-school.zip"
    tables = _tables("trade", 0)
    for number in range(2, PARTNER_STUDENTS + 1):
        _one_more(tables, number)
    _put(plan, name, _named(tables))
    users = f"{FOLDER}/{name}/users.csv"
    plan.add("ACC-009", users, "trade-s", note=f"none of the {PARTNER_STUDENTS} students has an account", line=2)
    for number in range(1, PARTNER_STUDENTS + 1):
        plan.may("ACC-001", users, _user(number), note="none of the students has an account")
    plan.add("PKG-001", f"{FOLDER}/{name}", None, note="no manifest.csv in the archive")


def _user(number: int) -> str:
    return "trade-u1" if number == 1 else f"trade-u1{number:02d}"


def _one_more(tables: dict[str, Table], number: int) -> None:
    """A student more in the first class, with role, demographics and enrollment."""
    user = _user(number)
    for name, changes in (
        ("users", {"sourcedId": user, "username": f"partner0{number}", "givenName": FIRST_NAMES[number - 2]}),
        ("roles", {"sourcedId": f"{user}-r", "userSourcedId": user}),
        ("demographics", {"sourcedId": user, "birthDate": f"2009-04-{number:02d}"}),
        ("enrollments", {"sourcedId": f"{user}-e", "userSourcedId": user}),
    ):
        header, first = tables[name][0], tables[name][1]
        row = dict(zip(header, first, strict=True)) | changes
        if name == "users":
            row |= {"identifier": f"99600{number + 10}", "email": f"partner0{number}@{STUDENT_DOMAIN}"}
        tables[name].append(list(row.values()))


def _wrong_manifest(plan: Plan) -> None:
    name = "night-school.zip"
    tables = _tables("night", 1)
    manifest = _manifest("night", tables)
    path = f"{FOLDER}/{name}/manifest.csv"
    for check, row, value, note in (
        ("PKG-002", "manifest.version", "1", "1 instead of 1.0, as a spreadsheet leaves it"),
        ("PKG-003", "file.lineItems", "sometimes", "neither absent nor bulk nor delta"),
        ("PKG-004", "file.categories", "bulk", "announced, but not in the archive"),
    ):
        place = _place(manifest, row)
        manifest[place][1] = value
        plan.add(check, path, row, note=note, line=place + 1)
    _put(plan, name, {"manifest.csv": manifest, **_named(tables)})
    _account(plan, 1)


def _place(rows: Sequence[Sequence[str]], name: str) -> int:
    return next(place for place, row in enumerate(rows) if row[0] == name)


def _files_missing(plan: Plan) -> None:
    name = "county-office.zip"
    tables = _tables("county", 2)
    for missing in ("courses", "classes", "enrollments", "demographics"):
        del tables[missing]
        if missing != "demographics":
            plan.add("PKG-005", f"{FOLDER}/{name}", f"{missing}.csv", note="a required file is missing")
    for people in ("users", "roles"):
        del tables[people][1]
    year = tables["academicSessions"][1]
    header = tables["academicSessions"][0]
    for column, value in (("title", "2024-2025"), ("startDate", "2024-08-19"), ("endDate", "2025-06-05")):
        year[header.index(column)] = value
    year[header.index("schoolYear")] = "2025"
    plan.add("SES-006", f"{FOLDER}/{name}/academicSessions.csv", None, note="the only session ended in 2025")
    _put(plan, name, {"manifest.csv": _manifest("county", tables), **_named(tables)})


def _wrong_columns(plan: Plan) -> None:
    name = "charter-school.zip"
    path = f"{FOLDER}/{name}"
    tables = _tables("charter", 3)
    _columns_of_users(plan, tables["users"], path)
    title = tables["courses"][0].index("title")
    for row in tables["courses"]:
        del row[title]
    plan.add("PKG-006", f"{path}/courses.csv", "title", note="the required column title is missing")
    plan.may("FRM-001", f"{path}/courses.csv", "charter-k", note="the required column title is missing")
    tables["orgs"][2][1:3] = ["active", "2026-10-01T05:00:00.000Z"]
    plan.add("PKG-010", f"{path}/orgs.csv", None, note="status and dateLastModified are filled in bulk mode")
    old = list(tables["academicSessions"][1])
    old[0], old[1], old[2] = "charter-y-old", "tobedeleted", "2026-10-01T05:00:00.000Z"
    tables["academicSessions"].append(old)
    plan.add("PKG-011", f"{path}/academicSessions.csv", "charter-y-old", note="marked as deleted in bulk mode", line=3)
    plan.may(
        "PKG-010", f"{path}/academicSessions.csv", None, note="status and dateLastModified are filled in bulk mode"
    )
    files = {"manifest.csv": _manifest("charter", tables), **_named(tables)}
    files["Demographics.CSV"] = files.pop("demographics.csv")
    plan.add("FIL-022", f"{path}/Demographics.CSV", None, note="the name is not written as the standard does")
    _put(plan, name, files)
    _account(plan, 3)


def _columns_of_users(plan: Plan, users: Table, path: str) -> None:
    file = f"{path}/users.csv"
    header = users[0]
    header[header.index("middleName")] = "middelName"
    plan.add("PKG-007", file, "middelName", note="meant is middleName", line=1)
    for column, value, check, note in (
        ("orgSourcedIds", "charter-s", "PKG-008", "a column of OneRoster 1.1"),
        ("locker", "17", "PKG-009", "a column of its own without metadata. before its name"),
    ):
        header.append(column)
        for row in users[1:]:
            row.append(value)
        plan.add(check, file, column, note=note, line=1)
    for row in users[1:]:
        row[header.index("password")] = "sail-boat-9"
    plan.add("FIL-023", file, "password", note="passwords are filled in; they are dropped unread")
