"""A small OneRoster 1.2 package without a fault."""

from __future__ import annotations

from tests.mutator.clean_people import FIRST_DAY, GIVEN, LEFT_ON, SCHOOLS, Student, Worker, students, workers
from tests.mutator.sheets import Content, Sheet

PRESENT = ("academicSessions", "classes", "courses", "demographics", "enrollments", "orgs", "roles", "users")
ABSENT = (
    *("categories", "classResources", "courseResources", "lineItemLearningObjectiveIds", "lineItems"),
    *("lineItemScoreScales", "resources", "resultLearningObjectiveIds", "results", "resultScoreScales"),
    *("scoreScales", "userProfiles", "userResources"),
)
BULK = "sourcedId,status,dateLastModified"
USERS = (
    f"{BULK},enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds"
    ",grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName"
    ",primaryOrgSourcedId,pronouns"
)
DEMOGRAPHICS = (
    f"{BULK},birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican"
    ",nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity"
    ",countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus"
)
SUBJECTS = {"English": "01003", "Mathematics": "02052", "Science": "03101"}


def package() -> dict[str, Content]:
    """File name -> table, for every file of the package."""
    pupils, staff = students(), workers()
    return {
        "manifest.csv": _manifest(),
        "orgs.csv": _orgs(),
        "academicSessions.csv": _sessions(),
        "courses.csv": _courses(),
        "classes.csv": _classes(),
        "users.csv": Sheet.of(USERS, [*map(_student, pupils), *map(_worker, staff), *_guardians(pupils)]),
        "roles.csv": _roles(pupils, staff),
        "enrollments.csv": _enrollments(pupils, staff),
        "demographics.csv": Sheet.of(DEMOGRAPHICS, map(_demographic, pupils)),
    }


def _manifest() -> Sheet:
    said = {"manifest.version": "1.0", "oneroster.version": "1.2"}
    said |= {f"file.{name}": "bulk" for name in PRESENT} | {f"file.{name}": "absent" for name in ABSENT}
    said |= {"source.systemName": "Larkfield SIS", "source.systemCode": "larkfield-sis"}
    return Sheet.of("propertyName,value", [{"propertyName": key, "value": value} for key, value in said.items()])


def _orgs() -> Sheet:
    district = {"sourcedId": "org-di", "name": "Larkfield Schools", "type": "district", "identifier": "0800"}
    schools = [
        {"sourcedId": s.key, "name": s.name, "type": "school", "identifier": s.code, "parentSourcedId": "org-di"}
        for s in SCHOOLS
    ]
    return Sheet.of(f"{BULK},name,type,identifier,parentSourcedId", [district, *schools])


def _sessions() -> Sheet:
    spans = (
        ("ses-year", "2026-2027", "schoolYear", FIRST_DAY, "2027-06-11", ""),
        ("ses-fall", "Fall", "semester", FIRST_DAY, "2026-12-18", "ses-year"),
        ("ses-spring", "Spring", "semester", "2027-01-04", "2027-06-11", "ses-year"),
        ("ses-q1", "Quarter 1", "gradingPeriod", FIRST_DAY, "2026-10-16", "ses-fall"),
        ("ses-q2", "Quarter 2", "gradingPeriod", "2026-10-19", "2026-12-18", "ses-fall"),
    )
    names = ("sourcedId", "title", "type", "startDate", "endDate", "parentSourcedId")
    rows = [dict(zip(names, span, strict=True)) | {"schoolYear": "2027"} for span in spans]
    return Sheet.of(f"{BULK},title,type,startDate,endDate,parentSourcedId,schoolYear", rows)


def _courses() -> Sheet:
    rows = [
        {
            "sourcedId": f"co-{school.key[4:]}-{subject[:3].lower()}",
            "schoolYearSourcedId": "ses-year",
            "title": f"{subject} at {school.name}",
            "courseCode": code[:4],
            "grades": ",".join(school.grades),
            "orgSourcedId": "org-di",
            "subjects": subject,
            "subjectCodes": code,
        }
        for school in SCHOOLS
        for subject, code in SUBJECTS.items()
    ]
    return Sheet.of(f"{BULK},schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes", rows)


def _class(key: str, school: str, *, grade: str, subject: str, terms: str) -> dict[str, str]:
    return {
        "sourcedId": key,
        "title": f"{subject} {grade}",
        "grades": grade,
        "courseSourcedId": f"co-{school}-{subject[:3].lower()}",
        "classCode": key.upper(),
        "classType": "scheduled",
        "schoolSourcedId": f"org-{school}",
        "termSourcedIds": terms,
        "subjects": subject,
        "subjectCodes": SUBJECTS[subject],
    }


def _classes() -> Sheet:
    rows = []
    for school in SCHOOLS:
        short = school.key[4:]
        for grade in school.grades:
            subjects = ("English", "Mathematics") if short == "hi" else ("English",)
            terms = "ses-fall" if short == "hi" else "ses-fall,ses-spring"
            rows += [
                _class(f"cl-{short}-{grade}-{subject[:3].lower()}", short, grade=grade, subject=subject, terms=terms)
                for subject in subjects
            ]
    rows.append(_class("cl-hi-later", "hi", grade="11,12", subject="Science", terms="ses-spring"))
    header = "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects"
    return Sheet.of(f"{BULK},{header},subjectCodes,periods", rows)


def _student(student: Student) -> dict[str, str]:
    return {
        "sourcedId": student.key,
        "enabledUser": "false" if student.left else "true",
        "username": f"u{student.local_id}",
        "userIds": f"{{state:{student.state_id}}}",
        "givenName": student.given,
        "familyName": student.family,
        "identifier": student.local_id,
        "email": student.email,
        "agentSourcedIds": f"gu-{student.guardian:04d}",
        "grades": student.grade,
        "primaryOrgSourcedId": student.school.key,
    }


def _worker(worker: Worker) -> dict[str, str]:
    return {
        "sourcedId": worker.key,
        "enabledUser": "true",
        "username": f"staff{worker.number:03d}",
        "givenName": worker.given,
        "familyName": worker.family,
        "identifier": worker.local_id,
        "email": worker.email,
        "primaryOrgSourcedId": worker.school.key if worker.school else "org-di",
    }


def _guardians(pupils: list[Student]) -> list[dict[str, str]]:
    """One parent for every two students, who names both of them."""
    families: dict[int, list[Student]] = {}
    for student in pupils:
        families.setdefault(student.guardian, []).append(student)
    return [
        {
            "sourcedId": f"gu-{number:04d}",
            "enabledUser": "true",
            "username": f"family{number:04d}",
            "givenName": GIVEN[(number * 13 + 5) % len(GIVEN)],
            "familyName": children[0].family,
            "email": f"family{number:04d}@mail.example",
            "phone": f"555-01{number % 100:02d}",
            "agentSourcedIds": ",".join(child.key for child in children),
            "primaryOrgSourcedId": "org-di",
        }
        for number, children in families.items()
    ]


def _role(user: str, role: str, org: str, **dates: str) -> dict[str, str]:
    key = {"sourcedId": f"ro-{user}", "userSourcedId": user, "roleType": "primary", "role": role}
    return key | {"orgSourcedId": org} | dates


def _roles(pupils: list[Student], staff: list[Worker]) -> Sheet:
    rows = [
        _role(s.key, "student", s.school.key, beginDate=FIRST_DAY, endDate=LEFT_ON if s.left else "") for s in pupils
    ]
    rows += [_role(w.key, w.role, w.school.key if w.school else "org-di", beginDate="2025-08-01") for w in staff]
    rows += [_role(f"gu-{number:04d}", "parent", "org-di") for number in sorted({s.guardian for s in pupils})]
    header = "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId"
    return Sheet.of(f"{BULK},{header}", rows)


def _enrollments(pupils: list[Student], staff: list[Worker]) -> Sheet:
    rows = []
    for student in pupils:
        short = student.school.key[4:]
        for subject in ("eng", "mat") if short == "hi" else ("eng",):
            seat = {"classSourcedId": f"cl-{short}-{student.grade}-{subject}", "beginDate": FIRST_DAY}
            seat |= {"userSourcedId": student.key, "role": "student", "endDate": LEFT_ON if student.left else ""}
            rows.append(seat | {"schoolSourcedId": student.school.key})
        if student.grade == "12" and not student.left:
            later = {"classSourcedId": "cl-hi-later", "beginDate": "2027-01-04", "endDate": "2027-06-11"}
            rows.append(later | {"userSourcedId": student.key, "role": "student", "schoolSourcedId": "org-hi"})
    for room in _classes().rows:
        teachers = [w for w in staff if w.role == "teacher" and w.school and w.school.key == room["schoolSourcedId"]]
        begins = "2027-01-04" if room["sourcedId"] == "cl-hi-later" else FIRST_DAY
        teacher = {"classSourcedId": room["sourcedId"], "role": "teacher", "primary": "true", "beginDate": begins}
        held = sum(1 for row in rows if row["role"] == "teacher")
        rows.append(
            teacher | {"userSourcedId": teachers[held % len(teachers)].key, "schoolSourcedId": room["schoolSourcedId"]}
        )
    keyed = [{"sourcedId": f"en-{number:04d}"} | row for number, row in enumerate(rows)]
    return Sheet.of(f"{BULK},classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate", keyed)


def _demographic(student: Student) -> dict[str, str]:
    races = {"White": ("white",), "Asian": ("asian",), "Black or African American": ("blackOrAfricanAmerican",)}
    marked = races.get(student.race, ("white", "asian"))
    flags = dict.fromkeys(DEMOGRAPHICS.split(",")[5:10], "false") | dict.fromkeys(marked, "true")
    return flags | {
        "sourcedId": student.key,
        "birthDate": student.birth_date,
        "sex": student.sex,
        "demographicRaceTwoOrMoreRaces": "true" if len(marked) > 1 else "false",
        "hispanicOrLatinoEthnicity": "true" if student.is_hispanic else "false",
    }
