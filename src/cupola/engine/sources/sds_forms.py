"""Microsoft School Data Sync CSV, version 2.1, version 2, and the older SDS format, column by column.

From the published description of version 2.1 and the published samples of the others. Files of the older
format fill the tables of the newer one, so that one set of checks and one way into the record serve both.
"""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns, folded, snake

ROLES = (
    *("student", "teacher", "faculty", "staff", "instructor", "substitute", "teacherAssistant", "assistant"),
    *("administrator", "principal", "itAdmin", "officeStaff", "nurse", "coach", "advisor", "proctor"),
    *("paraprofessional", "specialServices", "adjunct", "affiliate", "chair", "lecturer", "professor"),
    *("researcher", "alumni", "occupationalTherapist", "physicalTherapist", "speechTherapist", "visionTherapist"),
    *("aide", "guardian", "parent", "relative", "other"),
)
RELATIONS = "guardian|parent|relative|aide|doctor|child|administrator|other"
SESSION_KINDS = "gradingPeriod|semester|schoolYear|term"
ORG = "orgSourcedId*     ref -> sds_orgs.sourced_id\n"
USER = "userSourcedId*    ref -> sds_users.sourced_id\n"
ID = "sourcedId*        id # key within the set\n"
V21 = "2.1"
V2 = "2"
V1 = "1"
REQUIRED: dict[str, tuple[str, ...]] = {
    V21: ("orgs.csv", "users.csv", "roles.csv"),
    V2: ("orgs.csv", "users.csv"),
    V1: ("School.csv", "Section.csv", "Student.csv", "StudentEnrollment.csv", "Teacher.csv", "TeacherRoster.csv"),
}
# Nobody else's files have the headers of these; those of the others occur in OneRoster too.
OWN_KINDS = ("roles.csv", "enrollments.csv", "demographics.csv", "relationships.csv", "userFlags.csv")


def _form(file: str, body: str, *, marks: str, never: str = "", key: str = "") -> FileForm:
    return FileForm(
        table="sds_" + snake(file.removesuffix(".csv")),
        title=f"School Data Sync {file}",
        file=file,
        columns=columns(body),
        marks=frozenset(folded(mark) for mark in marks.split()),
        never=frozenset(folded(mark) for mark in never.split()),
        key=tuple(key.split()),
        version=V21,
    )


USERS_HEAD = """
username*         text personal
givenName         text personal
familyName        text personal
password          text personal
"""
USERS = _form(
    "users.csv",
    ID
    + USERS_HEAD
    + """
activeDirectoryMatchId  text personal
email             email personal
phone             phone personal
sms               phone personal
""",
    marks="sourcedId username",
    never="enabledUser status dateLastModified userIds orgSourcedIds role userSourcedId id",
    key="sourced_id",
)
USERS_2 = FileForm(
    table="sds_users",
    title="School Data Sync users.csv (version 2)",
    file="users.csv",
    columns=columns(
        ID
        + USERS_HEAD
        + """
orgSourcedIds*    refs -> sds_orgs.sourced_id
role*             text
grade             text
email             email personal
phone             phone personal
sms               phone personal
"""
    ),
    marks=frozenset({"sourcedid", "username", "orgsourcedids", "role"}),
    never=frozenset({"enableduser", "status"}),
    key=("sourced_id",),
    version=V2,
)

NEWER: tuple[FileForm, ...] = (
    _form(
        "orgs.csv",
        ID
        + "name*  text\ntype*  text # school, college, department, district …\n"
        + "parentSourcedId  ref -> sds_orgs.sourced_id\n",
        marks="sourcedId name type parentSourcedId",
        never="status identifier dateLastModified",
        key="sourced_id",
    ),
    USERS,
    USERS_2,
    _form(
        "roles.csv",
        USER
        + ORG
        + f"role*  text {{{'|'.join(ROLES)}}}\n"
        + """
sessionSourcedId  ref -> sds_academic_sessions.sourced_id
grade             text # CEDS grades with or without their zero, and those of colleges
isPrimary         bool
roleStartDate     date
roleEndDate       date
""",
        marks="userSourcedId orgSourcedId role",
        never="sourcedId roleType",
    ),
    _form(
        "classes.csv",
        ID
        + ORG
        + """
title*            text
sessionSourcedIds  refs -> sds_academic_sessions.sourced_id
courseSourcedId   ref -> sds_courses.sourced_id
code              id
""",
        marks="sourcedId orgSourcedId title",
        never="status schoolSourcedId courseCode schoolYearSourcedId subject subjects grade grades classSourcedId type",
        key="sourced_id",
    ),
    _form(
        "enrollments.csv",
        "classSourcedId*  ref -> sds_classes.sourced_id\n" + USER + "role*  text\n",
        marks="classSourcedId userSourcedId role",
        never="sourcedId schoolSourcedId",
    ),
    _form(
        "academicSessions.csv",
        ID
        + f"title*  text\ntype*  text {{{SESSION_KINDS}}}\n"
        + "schoolYear*  year\nstartDate*  date\nendDate*  date\n",
        marks="sourcedId title type schoolYear startDate endDate",
        never="status parentSourcedId",
        key="sourced_id",
    ),
    _form(
        "courses.csv",
        ID
        + ORG
        + """
title*            text
code              id
schoolYearSourcedId  ref -> sds_academic_sessions.sourced_id
subject           text
grade             text
""",
        marks="sourcedId orgSourcedId title code schoolYearSourcedId",
        never="status courseCode",
        key="sourced_id",
    ),
    _form(
        "demographics.csv",
        USER
        + """
sex               text {male|female|other} personal
birthDate         date personal
birthCity         text personal
birthState        text personal
birthCountry      text personal
ethnicityCodes    list personal
raceCodes         list personal
""",
        marks="userSourcedId raceCodes",
        key="user_sourced_id",
    ),
    _form(
        "relationships.csv",
        USER
        + "relationshipUserSourcedId*  ref -> sds_users.sourced_id\n"
        + f"relationshipRole*  text {{{RELATIONS}}}\n",
        marks="userSourcedId relationshipUserSourcedId relationshipRole",
    ),
    _form(
        "userFlags.csv",
        USER + "flag*  text personal\n",
        marks="userSourcedId flag",
    ),
)

PEOPLE = """
SIS ID* = sourced_id  id
School SIS ID* = org_sourced_ids  ref -> sds_orgs.sourced_id
First Name = given_name  text personal
Last Name = family_name  text personal
Middle Name = middle_name  text personal
Username*         text personal
Password          text personal
State ID = state_id  id # in the published samples the postal code of the state
Secondary Email = email  email personal
Status            text
"""
MEMBERS = "Section SIS ID* = class_sourced_id  ref -> sds_classes.sourced_id\n"
OLDER_BODIES: dict[str, tuple[str, str, str]] = {
    "School.csv": (
        "sds_orgs",
        "SIS ID + Name",
        """
SIS ID* = sourced_id  id
Name*             text
School Number = school_number  id
School NCES_ID = nces_id  id
State ID = state_id  text # in the published samples the postal code of the state
Grade Low = low_grade  text
Grade High = high_grade  text
Principal SIS ID = principal_sourced_id  id
City              text
State             text
Zip               text
""",
    ),
    "Section.csv": (
        "sds_classes",
        "SIS ID + School SIS ID + Section Name",
        """
SIS ID* = sourced_id  id
School SIS ID* = org_sourced_id  ref -> sds_orgs.sourced_id
Section Name* = title  text
Section Number = code  id
Term SIS ID = session_sourced_ids  id
Term Name = term_name  text
Term StartDate = term_start  usdate
Term EndDate = term_end  usdate
Course SIS ID = course_sourced_id  id
Course Name = course_name  text
Course Number = course_code  id
Course Subject = subject  text
Periods = period  text
Status            text
""",
    ),
    "Student.csv": (
        "sds_users",
        "SIS ID + School SIS ID + Username",
        PEOPLE
        + """
Student Number = local_number  id
Grade             text
Birthdate = birth_date  usdate personal
Graduation Year = graduation_year  year
""",
    ),
    "Teacher.csv": (
        "sds_users",
        "SIS ID + School SIS ID + Username",
        PEOPLE + "Teacher Number = local_number  id\nTitle  text\nQualification  text\n",
    ),
    "StudentEnrollment.csv": (
        "sds_enrollments",
        "Section SIS ID + SIS ID",
        MEMBERS + "SIS ID* = user_sourced_id  ref -> sds_users.sourced_id # a student\n",
    ),
    "TeacherRoster.csv": (
        "sds_enrollments",
        "Section SIS ID + SIS ID",
        MEMBERS + "SIS ID* = user_sourced_id  ref -> sds_users.sourced_id # a teacher\n",
    ),
}
KNOWN_NOT_KEPT = (
    *("Address", "Country", "Phone", "Zone", "Principal Name", "Principal Secondary Email", "Course Description"),
    *("Mailing Address", "Mailing City", "Mailing State", "Mailing Zip"),
)
UK = (
    ("School SIS ID", "School DfE Number"),
    ("Section SIS ID", "Section ID"),
    ("Term SIS ID", "Term_SIS_ID"),
    ("Course SIS ID", "Course_SIS_ID"),
    ("Principal SIS ID", "Principal_SIS_ID"),
    ("SIS ID", "ID"),
    ("Term_SIS_ID", "Term SIS ID"),
    ("Course_SIS_ID", "Course SIS ID"),
    ("Principal_SIS_ID", "Principal SIS ID"),
    ("Zip  ", "Postal Code = zip  "),
)
CONSTANTS = {
    "School.csv": (("type", "school"),),
    "Student.csv": (("role", "student"),),
    "Teacher.csv": (("role", "teacher"),),
    "StudentEnrollment.csv": (("role", "student"),),
    "TeacherRoster.csv": (("role", "teacher"),),
}


def _british(file: str, text: str) -> str:
    """The same columns under the names of the British samples."""
    for american, british in UK:
        if file == "School.csv" and american == "SIS ID":
            british = "DfE Number"
        text = text.replace(american, british)
    return text


def _older(file: str, *, british: bool) -> FileForm:
    table, marks, body = OLDER_BODIES[file]
    if british:
        marks, body = _british(file, marks), _british(file, body)
    enrolls = table == "sds_enrollments"
    return FileForm(
        table=table,
        title=f"School Data Sync {file} ({'British ' if british else ''}SDS format)",
        file=file,
        columns=columns(body),
        marks=frozenset(folded(mark) for mark in marks.split(" + ")),
        never=frozenset({"section name"}) if table == "sds_users" else frozenset(),
        key=() if enrolls else ("sourced_id",),
        version=V1,
        whole=enrolls or file == "School.csv",
        share=file,
        constants=CONSTANTS.get(file, ()),
        ignored=frozenset(folded(name) for name in KNOWN_NOT_KEPT),
    )


OLDER = tuple(_older(file, british=british) for british in (False, True) for file in OLDER_BODIES)
FORMS = NEWER + OLDER
