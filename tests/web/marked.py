"""A small export set in which every cell of a school and every personal cell says whose it is."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

# School A has two sections, of which Tia teaches the first; school B has one.
SECTIONS = ("A1", "A2", "B1")
TEACHERS = {"A1": "tia@harbor.example", "A2": "tom@harbor.example", "B1": "tess@harbor.example"}
DAYS = {"beginDate": "2026-08-19", "endDate": "2027-06-03"}
Rows = Iterable[Mapping[str, str]]


def mark(section: str, what: str = "") -> str:
    """A token of a school or one of its sections (`A0` is school A as a whole)."""
    return f"ZZTOKEN-{section}{'-' if what else ''}{what}"


def person(section: str, what: str) -> str:
    """A token in a personal column of somebody in that section."""
    return f"ZZPERSON-{section}-{what}"


def school_of(section: str) -> str:
    """The token of the school that a section is in."""
    return mark(section[0] + "0")


def write(folder: Path) -> Path:
    """Write the files; they hold faults in every section, so that findings carry tokens too."""
    package = folder / "sis"
    package.mkdir(parents=True)
    files: dict[str, list[Mapping[str, str]]] = {
        "manifest": [
            {"propertyName": name, "value": value}
            for name, value in (
                ("manifest.version", "1.0"),
                ("oneroster.version", "1.2"),
                ("source.systemName", "SIS"),
                ("source.systemCode", "sis"),
                *((f"file.{name}", "bulk") for name in _FILES),
            )
        ],
        "academicSessions": [
            {"sourcedId": "SY2027", "title": "2026-2027", "type": "schoolYear", "startDate": "2026-08-19",
             "endDate": "2027-06-03", "parentSourcedId": "", "schoolYear": "2027"}
        ],
        "orgs": list(_orgs()),
        "courses": [_course(section) for section in SECTIONS],
        "classes": [_class(section) for section in SECTIONS],
        "users": [user for section in SECTIONS for user in _users(section)],
        "roles": [role for section in SECTIONS for role in _roles(section)],
        "enrollments": [each for section in SECTIONS for each in _enrollments(section)],
        "demographics": [_demographics(section) for section in SECTIONS],
    }  # fmt: skip
    for name, rows in files.items():
        _write(package / f"{name}.csv", rows)
    _write(folder / "google-users.csv", [_account(section) for section in SECTIONS])
    _write(folder / "google-devices.csv", [_device(section) for section in SECTIONS])
    _write(folder / "snipe-it-assets.csv", [_asset(section) for section in SECTIONS])
    _write(folder / "attendance.csv", [_absence(section) for section in SECTIONS])
    return folder


_FILES = ("academicSessions", "orgs", "courses", "classes", "users", "roles", "enrollments", "demographics")


def _write(path: Path, rows: list[Mapping[str, str]]) -> None:
    with path.open("w", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _orgs() -> Rows:
    yield {"sourcedId": "D", "name": "Harbor Unified", "type": "district", "identifier": "1", "parentSourcedId": ""}
    for school in ("A0", "B0"):
        yield {"sourcedId": mark(school), "name": mark(school, "school"), "type": "school",
               "identifier": mark(school, "code"), "parentSourcedId": "D"}  # fmt: skip


def _course(section: str) -> Mapping[str, str]:
    return {"sourcedId": mark(section, "course"), "schoolYearSourcedId": "SY2027", "title": mark(section, "course"),
            "courseCode": mark(section, "code"), "grades": "03", "orgSourcedId": school_of(section),
            "subjects": mark(section, "subject"), "subjectCodes": ""}  # fmt: skip


def _class(section: str) -> Mapping[str, str]:
    return {"sourcedId": mark(section, "class"), "title": mark(section, "title"), "grades": mark(section, "grade"),
            "courseSourcedId": mark(section, "course"), "classCode": mark(section, "code"), "classType": "scheduled",
            "location": mark(section, "room"), "schoolSourcedId": school_of(section), "termSourcedIds": "SY2027",
            "subjects": mark(section, "subject"), "subjectCodes": "", "periods": mark(section, "period")}  # fmt: skip


def _users(section: str) -> Rows:
    for number, kind in ((1, "student"), (2, "student"), (3, "teacher")):
        key = mark(section, f"{kind}{number}")
        own = person(section, f"{kind}{number}")
        yield {
            "sourcedId": key, "enabledUser": "true", "username": f"{own}-username", "userIds": "",
            "givenName": f"{own}-given", "familyName": f"{own}-family", "middleName": f"{own}-middle",
            "identifier": mark(section, f"local{number}"),
            "email": TEACHERS[section] if kind == "teacher" else f"{own}-mail",
            "sms": f"{own}-sms", "phone": f"{own}-phone", "agentSourcedIds": "",
            "grades": "" if kind == "teacher" else mark(section, "grade"), "password": "",
            "userMasterIdentifier": "", "preferredGivenName": f"{own}-nick",
            "preferredMiddleName": f"{own}-nick2", "preferredFamilyName": f"{own}-nick3",
            "primaryOrgSourcedId": school_of(section), "pronouns": f"{own}-pronouns",
        }  # fmt: skip


def _roles(section: str) -> Rows:
    for number, kind in ((1, "student"), (2, "student"), (3, "teacher")):
        yield {"sourcedId": mark(section, f"role{number}"), "userSourcedId": mark(section, f"{kind}{number}"),
               "roleType": "primary", "role": kind, **DAYS, "orgSourcedId": school_of(section),
               "userProfileSourcedId": ""}  # fmt: skip


def _enrollments(section: str) -> Rows:
    into = (("student1", "class"), ("student2", "class-gone"), ("student1", "class"), ("teacher3", "class"))
    for number, (who, what) in enumerate(into):
        yield {"sourcedId": mark(section, f"enrollment{number}"), "classSourcedId": mark(section, what),
               "schoolSourcedId": school_of(section), "userSourcedId": mark(section, who),
               "role": who[:-1], "primary": "", **DAYS}  # fmt: skip


def _demographics(section: str) -> Mapping[str, str]:
    own = person(section, "demographics")
    return {"sourcedId": mark(section, "student1"), "birthDate": f"{own}-birth", "sex": f"{own}-sex",
            "americanIndianOrAlaskaNative": f"{own}-race", "asian": "", "blackOrAfricanAmerican": "",
            "nativeHawaiianOrOtherPacificIslander": "", "white": "", "demographicRaceTwoOrMoreRaces": "",
            "hispanicOrLatinoEthnicity": f"{own}-ethnicity", "countryOfBirthCode": "", "stateOfBirthAbbreviation": "",
            "cityOfBirth": f"{own}-city", "publicSchoolResidenceStatus": ""}  # fmt: skip


def _account(section: str) -> Mapping[str, str]:
    own = person(section, "account")
    return {"primaryEmail": f"{own}@harbor.example", "name.givenName": f"{own}-given", "name.familyName": own,
            "id": mark(section, "account"), "orgUnitPath": f"/Students/{mark(section, 'unit')}", "suspended": "False",
            "isAdmin": "False", "isEnrolledIn2Sv": "False", "creationTime": "2025-08-04T15:00:00.000Z",
            "lastLoginTime": "2026-10-27T15:00:00.000Z", "externalIds.0.value": mark(section, "local1")}  # fmt: skip


def _device(section: str) -> Mapping[str, str]:
    return {"deviceId": mark(section, "device"), "serialNumber": mark(section, "serial"), "status": "ACTIVE",
            "lastSync": "2026-10-27T15:00:00.000Z", "annotatedUser": f"{person(section, 'account')}@harbor.example",
            "annotatedLocation": mark(school_of(section)[8:], "school"), "annotatedAssetId": mark(section, "tag"),
            "model": mark(section, "model"), "osVersion": "140", "orgUnitPath": f"/Devices/{mark(section, 'unit')}",
            "autoUpdateExpiration": "2028-06-01"}  # fmt: skip


def _asset(section: str) -> Mapping[str, str]:
    return {"Asset Tag": mark(section, "tag"), "Serial": mark(section, "serial"), "Category": "Chromebook",
            "Model": mark(section, "model"), "Status": "Deployed", "Purchase Cost": "250.00",
            "Location": mark(school_of(section)[8:], "school"), "Funding Source": mark(section, "fund"),
            "Checked Out To: Email": f"{person(section, 'account')}@harbor.example"}  # fmt: skip


def _absence(section: str) -> Mapping[str, str]:
    return {"Student Number": mark(section, "local1"), "School Code": mark(section[0] + "0", "code"),
            "Date": "2026-08-20", "Category": mark(section, "category"), "Minutes": "360"}  # fmt: skip
