"""The lists that any export can be mapped to: students, programs, absences, results, schools, staff."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns

PROGRAM_FLAGS = """
english_learner    text personal # yes/no or a status code
english_learner_begin  date personal
language_program   text personal
special_education  text personal
disability         text personal
section_504        text personal
homeless           text personal
nighttime_residence  text personal
foster             text personal
migrant            text personal
meal_status        text {free|reduced|paid} personal
directly_certified  bool personal
"""


PROGRAM_TYPES = (
    *("special_education", "english_learner", "homeless", "foster", "migrant", "food_service"),
    *("title_i", "section_504", "cte", "other"),
)


def _list(table: str, title: str, body: str, *, key: tuple[str, ...] = ()) -> FileForm:
    described = columns(body.replace("{PROGRAMS}", "{" + "|".join(PROGRAM_TYPES) + "}"))
    return FileForm(
        table=table,
        title=title,
        file="",
        columns=described,
        marks=frozenset(),
        key=key,
    )


STUDENTS = _list(
    "student_list",
    "List of students (enrollment system, SIS extract or state upload)",
    """
    record_id          id # the list's own key: an application or row number
    local_id           id # the district's student number
    state_id           id
    given_name         text personal
    middle_name        text personal
    family_name        text personal
    full_name          text personal
    preferred_name     text personal
    birth_date         date personal
    sex                text personal
    email              email personal
    phone              phone personal
    street             text personal
    city               text personal
    zip                text personal
    school_code        id
    school_name        text
    grade              grade
    entry_date         date
    entry_code         text
    exit_date          date
    exit_code          text
    race               text personal
    hispanic           text personal
    home_language      text personal
    guardian_name      text personal
    guardian_email     email personal
    guardian_phone     phone personal
    status             text
    """
    + PROGRAM_FLAGS,
)
PROGRAMS = _list(
    "program_list",
    "List of program memberships",
    """
    local_id*          id
    state_id           id
    program*           text {PROGRAMS}
    school_code        id
    begin_date*        date
    end_date           date
    detail             text personal
    """,
)
ATTENDANCE = _list(
    "attendance_list",
    "List of absences and tardies",
    """
    record_id          id
    local_id*          id
    school_code        id
    section_id         id
    date*              date
    category*          text {absent|tardy|present|excused|unexcused|other}
    minutes            number
    """,
)
RESULTS = _list(
    "result_list",
    "List of assessment results",
    """
    record_id          id
    local_id           id
    state_id           id
    vendor_id          id # the testing system's own number of the student
    given_name         text personal
    family_name        text personal
    birth_date         date personal
    school_code        id
    grade              grade
    assessment         text
    subject            text
    administration_date  date
    administration_month  text # year and month (2026-05), where the file names no day
    school_year        year
    score              text
    level              text
    results            text personal # all scores of a wide row; characters 28 and 29 part scores and their parts
    """,
)
SCHOOLS = _list(
    "school_list",
    "Directory of schools",
    """
    school_code*       id
    name*              text
    state_school_id    id # the state's own code of the school, where school_code is another
    nces_id            id # number of the National Center for Education Statistics
    other_code         id # the code by which another system knows the school
    district_code      id
    district_name      text
    low_grade          grade
    high_grade         grade
    status             text
    school_type        text
    street             text
    city               text
    state              text
    zip                text
    phone              phone
    email              email personal
    web                text
    principal          text personal
    students           number
    """,
    key=("school_code",),
)
STAFF = _list(
    "staff_list",
    "List of staff",
    """
    staff_id*          id
    given_name         text personal
    middle_name        text personal
    family_name        text personal
    birth_date         date personal
    sex                text personal
    email              email personal
    phone              phone personal
    school_code        id
    job_title          text
    begin_date         date
    end_date           date
    """,
    key=("staff_id",),
)
POSITIONS = _list(
    "position_list",
    "List of positions (human resources)",
    """
    position_id        id # the number of the position or of the row
    staff_id*          id
    given_name         text personal
    family_name        text personal
    job_title*         text
    school_code        id
    fte                number # share of a full post: 0.5 is half
    funding            text
    account            id # the account that pays
    begin_date         date
    end_date           date
    status             text
    """,
)
COURSES = _list(
    "course_list",
    "List of courses",
    """
    course_id*         id
    course_code        id
    title*             text
    subject            text
    grade              grade
    school_code        id
    """,
    key=("course_id",),
)
SECTIONS = _list(
    "section_list",
    "List of sections (classes)",
    """
    section_id*        id
    course_id          id
    title              text
    subject            text
    grade              grade
    school_code        id
    staff_id           id
    """,
    key=("section_id",),
)
SECTION_ENROLLMENTS = _list(
    "section_enrollment_list",
    "List of students or teachers in sections",
    """
    section_id*        id
    student_id         id
    staff_id           id
    school_code        id
    begin_date         date
    end_date           date
    """,
)

FORMS = (
    STUDENTS,
    PROGRAMS,
    ATTENDANCE,
    RESULTS,
    SCHOOLS,
    STAFF,
    POSITIONS,
    COURSES,
    SECTIONS,
    SECTION_ENROLLMENTS,
)
