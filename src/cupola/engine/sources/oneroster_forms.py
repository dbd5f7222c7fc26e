"""The files of OneRoster 1.0, 1.1 and 1.2 CSV, the rostering ones column by column (1EdTech, CSV bindings)."""

from __future__ import annotations

from dataclasses import dataclass

from cupola.engine.sources.forms import FileForm, columns, folded
from cupola.engine.sources.gradebook_forms import BODIES

BULK = """
status            text {active|tobedeleted}
dateLastModified  time
"""

ROLES_11 = "administrator|aide|guardian|parent|proctor|relative|student|teacher"
ROLES_12 = (
    "aide|counselor|districtAdministrator|guardian|parent|principal|proctor|relative|siteAdministrator"
    "|student|systemAdministrator|teacher"
)

SESSIONS = """
title*            text
type*             text {gradingPeriod|semester|schoolYear|term}
startDate*        date
endDate*          date
parentSourcedId   ref -> oneroster_academic_sessions.sourced_id
schoolYear*       year # the year in which the school year ends
"""
ORGS = """
name*             text
type*             text {department|school|district|local|state|national}
identifier        id # the school or district code of the state, or the NCES id
parentSourcedId   ref -> oneroster_orgs.sourced_id
"""
COURSES = """
schoolYearSourcedId  ref -> oneroster_academic_sessions.sourced_id
title*            text
courseCode        id
grades            grades
orgSourcedId*     ref -> oneroster_orgs.sourced_id
subjects          list
subjectCodes      list
"""
CLASSES = """
title*            text
grades            grades
courseSourcedId*  ref -> oneroster_courses.sourced_id
classCode         id
classType*        text {homeroom|scheduled}
location          text
schoolSourcedId*  ref -> oneroster_orgs.sourced_id
termSourcedIds*   refs -> oneroster_academic_sessions.sourced_id
subjects          list
subjectCodes      list
periods           list
"""
USERS_HEAD = "enabledUser*  bool"
USERS_ROLE_11 = f"""
orgSourcedIds*    refs -> oneroster_orgs.sourced_id
role*             text {{{ROLES_11}}}
"""
USERS = """
username*         text personal
userIds           list personal
givenName*        text personal
familyName*       text personal
middleName        text personal
identifier        id
email             email personal
sms               phone personal
phone             phone personal
agentSourcedIds   refs -> oneroster_users.sourced_id
grades            grades
password          text personal
"""
USERS_TAIL_12 = """
userMasterIdentifier  id
preferredGivenName  text personal
preferredMiddleName  text personal
preferredFamilyName  text personal
primaryOrgSourcedId  ref -> oneroster_orgs.sourced_id
pronouns          text personal
"""
ROLES = f"""
userSourcedId*    ref -> oneroster_users.sourced_id
roleType*         text {{primary|secondary}}
role*             text {{{ROLES_12}}}
beginDate         date
endDate           date
orgSourcedId*     ref -> oneroster_orgs.sourced_id
userProfileSourcedId  ref -> oneroster_user_profiles.sourced_id
"""
ENROLLMENTS = """
classSourcedId*   ref -> oneroster_classes.sourced_id
schoolSourcedId*  ref -> oneroster_orgs.sourced_id
userSourcedId*    ref -> oneroster_users.sourced_id
role*             text {administrator|proctor|student|teacher}
primary           bool
beginDate         date
endDate           date
"""
DEMOGRAPHICS = """
birthDate         date personal
sex               text {SEXES} personal
americanIndianOrAlaskaNative  bool personal
asian             bool personal
blackOrAfricanAmerican  bool personal
nativeHawaiianOrOtherPacificIslander  bool personal
white             bool personal
demographicRaceTwoOrMoreRaces  bool personal
hispanicOrLatinoEthnicity  bool personal
countryOfBirthCode  text personal
stateOfBirthAbbreviation  text personal
cityOfBirth       text personal
publicSchoolResidenceStatus  text personal
"""


OLD_NAMES = {
    "grades            grades": "grade = grades    grades",
    "userIds           list": "userId = user_ids  list",
    "agentSourcedIds   refs": "agents = agent_sourced_ids  refs",
    "schoolYearSourcedId  ref": "schoolYearId = school_year_sourced_id  ref",
    "termSourcedIds*   refs": "termSourcedId* = term_sourced_ids  refs",
    "birthDate         date": "birthdate = birth_date  date",
    "schoolYear*       year": "schoolYear        year",
}


def _in_1_0(body: str) -> str:
    """The same columns under the names of OneRoster 1.0."""
    for new, old in OLD_NAMES.items():
        body = body.replace(new, old)
    return body


@dataclass(frozen=True, slots=True)
class _Marks:
    """The headers that mark a file, those it never has, and whether it has no others than its own."""

    marks: str
    never: str = ""
    whole: bool = False


def _form(file: str, body: str, *, version: str, marks: _Marks) -> FileForm:
    old_key = version == "1.0" and file == "demographics.csv"
    own = ("userSourcedId* = sourced_id" if old_key else "sourcedId*") + "  id # key within the export\n"
    if version == "1.0":
        body = _in_1_0(body)
    table = "oneroster_" + "".join("_" + c.lower() if c.isupper() else c for c in file.removesuffix(".csv"))
    return FileForm(
        table=table,
        title=f"OneRoster {version} {file}",
        file=file,
        columns=columns(own + BULK + body),
        marks=frozenset(folded(mark) for mark in marks.marks.split()),
        never=frozenset(folded(mark) for mark in marks.never.split()),
        key=("sourced_id",),
        version=version,
        whole=marks.whole,
    )


def _version(version: str) -> tuple[FileForm, ...]:
    sexes = "{male|female|other|unspecified}" if version == "1.2" else "{male|female}"
    old = version == "1.0"
    users = {"1.0": USERS_ROLE_11 + USERS, "1.1": USERS_HEAD + USERS_ROLE_11 + USERS}.get(
        version, USERS_HEAD + USERS + USERS_TAIL_12
    )
    user_marks = {"1.0": "userId agents", "1.1": "enabledUser orgSourcedIds role"}.get(version, "enabledUser")
    demographics = "userSourcedId birthdate" if old else "sourcedId birthDate"
    marks = {
        "academicSessions.csv": ("sourcedId startDate endDate status", SESSIONS),
        "orgs.csv": ("sourcedId status name type identifier parentSourcedId", ORGS),
        "courses.csv": (f"sourcedId status courseCode orgSourcedId {'grade' if old else ''}", COURSES),
        "classes.csv": (f"sourcedId courseSourcedId schoolSourcedId {'grade' if old else ''}", CLASSES),
        "users.csv": (f"sourcedId givenName familyName {user_marks}", users),
        "enrollments.csv": ("sourcedId classSourcedId schoolSourcedId userSourcedId", ENROLLMENTS),
        "demographics.csv": (f"{demographics} sex", DEMOGRAPHICS.replace("{SEXES}", sexes)),
    }
    if version == "1.2":
        marks["roles.csv"] = ("sourcedId userSourcedId roleType role orgSourcedId", ROLES)
    never = {"users.csv": "orgSourcedIds"} if version == "1.2" else {}
    rostering = tuple(
        _form(file, body, version=version, marks=_Marks(mark, never.get(file, "")))
        for file, (mark, body) in marks.items()
    )
    gradebook = tuple(
        _form(file, body.columns, version=version, marks=_Marks(f"sourcedId {body.marks}", whole=body.whole))
        for file, body in BODIES[version].items()
    )
    return rostering + gradebook


VERSIONS: dict[str, tuple[FileForm, ...]] = {version: _version(version) for version in ("1.0", "1.1", "1.2")}
