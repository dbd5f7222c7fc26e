"""The rules that Cupola, a plain validator and frictionless can all express, over the roster files of OneRoster 1.2."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("administrator", "proctor", "student", "teacher", "aide")
USER_ROLES = (
    *("aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative"),
    *("siteAdministrator", "student", "systemAdministrator", "teacher"),
)
BOOLEANS = ("true", "false")


@dataclass(frozen=True)
class Table:
    """What is asked of one file: cells that may not be empty, lists of values, dates, references, date orders."""

    file: str
    required: tuple[str, ...]
    values: dict[str, tuple[str, ...]]
    dates: tuple[str, ...]
    refers: dict[str, str]
    order: tuple[str, str] | None = None


TABLES = (
    Table(
        "academicSessions",
        ("sourcedId", "title", "type", "startDate", "endDate", "schoolYear"),
        {"type": ("gradingPeriod", "semester", "schoolYear", "term")},
        ("startDate", "endDate"),
        {"parentSourcedId": "academicSessions"},
        ("startDate", "endDate"),
    ),
    Table(
        "orgs",
        ("sourcedId", "name", "type"),
        {"type": ("department", "school", "district", "local", "state", "national")},
        (),
        {"parentSourcedId": "orgs"},
    ),
    Table("courses", ("sourcedId", "title", "orgSourcedId"), {}, (), {"orgSourcedId": "orgs"}),
    Table(
        "classes",
        ("sourcedId", "title", "courseSourcedId", "classType", "schoolSourcedId", "termSourcedIds"),
        {"classType": ("homeroom", "scheduled")},
        (),
        {"courseSourcedId": "courses", "schoolSourcedId": "orgs"},
    ),
    Table(
        "users",
        ("sourcedId", "enabledUser", "username", "givenName", "familyName"),
        {"enabledUser": BOOLEANS},
        (),
        {"primaryOrgSourcedId": "orgs"},
    ),
    Table(
        "roles",
        ("sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"),
        {"roleType": ("primary", "secondary"), "role": USER_ROLES},
        ("beginDate", "endDate"),
        {"userSourcedId": "users", "orgSourcedId": "orgs"},
        ("beginDate", "endDate"),
    ),
    Table(
        "demographics",
        ("sourcedId",),
        {"sex": ("male", "female", "other", "unspecified")},
        ("birthDate",),
        {"sourcedId": "users"},
    ),
    Table(
        "enrollments",
        ("sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
        {"role": ROLES, "primary": BOOLEANS},
        ("beginDate", "endDate"),
        {"classSourcedId": "classes", "schoolSourcedId": "orgs", "userSourcedId": "users"},
        ("beginDate", "endDate"),
    ),
)
# The same rules by the ids of Cupola's checks.
CHECKS = "FRM-001,FRM-002,FRM-004,FRM-013,ROS,ENR-002,ROL-006,SES-004"
