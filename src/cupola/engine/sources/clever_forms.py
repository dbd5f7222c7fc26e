"""Clever's five SFTP files and its optional list of staff, column by column (SFTP instructions 2.1.1)."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns, folded

SCHOOL = "School_id*        ref -> clever_schools.school_id\n"
TEACHERS_OF_A_SECTION = 10
KNOWN_NOT_KEPT = {
    "schools.csv": "Principal Principal_email School_address School_phone",
    "students.csv": "Student_street Student_city Student_state Contact_phone Contact_phone_type",
    "sections.csv": "Course_description",
}


def _form(file: str, body: str, *, marks: str, never: str = "", key: str = "") -> FileForm:
    return FileForm(
        table="clever_" + file.removesuffix(".csv"),
        title=f"Clever {file}",
        file=file,
        columns=columns(body),
        marks=frozenset(folded(mark) for mark in marks.split()),
        never=frozenset(folded(mark) for mark in never.split()),
        key=tuple(key.split()),
        ignored=frozenset(folded(name) for name in KNOWN_NOT_KEPT.get(file, "").split()),
    )


SCHOOLS = _form(
    "schools.csv",
    """
    School_id*         id # key within the export
    School_name*       text
    School_number*     id
    State_id           id
    Low_grade          text
    High_grade         text
    School_city        text
    School_state       text
    School_zip         text
    """,
    marks="School_id School_name School_number",
    key="school_id",
)
STUDENTS = _form(
    "students.csv",
    SCHOOL
    + """
    Student_id*        id # one row for each contact: the same id may stand on several rows
    Student_number     id
    State_id           id
    Last_name*         text personal
    Middle_name        text personal
    First_name*        text personal
    Grade              text # a number, Kindergarten, PreKindergarten …
    Gender             text personal
    Graduation_year    year
    DOB = birth_date   usdate personal
    Race               text personal
    Hispanic_Latino    text personal
    Home_language      text personal
    Ell_status         text personal
    Frl_status         text personal
    IEP_status = iep_status  text personal
    Student_zip        text personal
    Student_email      email personal
    Contact_relationship  text
    Contact_type       text
    Contact_name       text personal
    Contact_email      email personal
    Contact_sis_id     id
    Username           text personal
    Password           text personal
    """,
    marks="School_id Student_id Last_name First_name",
    never="Section_id",
)
TEACHERS = _form(
    "teachers.csv",
    SCHOOL
    + """
    Teacher_id*        id
    Teacher_number     id
    State_teacher_id   id
    Teacher_email      email personal
    First_name*        text personal
    Middle_name        text personal
    Last_name*         text personal
    Title              text
    Username           text personal
    Password           text personal
    """,
    marks="School_id Teacher_id Last_name First_name",
    never="Section_id",
    key="teacher_id school_id",
)
STAFF = _form(
    "staff.csv",
    SCHOOL
    + """
    Staff_id*          id
    Staff_email*       email personal
    First_name         text personal
    Last_name          text personal
    Department         text
    Title              text
    Username           text personal
    Password           text personal
    Role               text
    """,
    marks="School_id Staff_id Staff_email",
    key="staff_id school_id",
)
OTHER_TEACHERS = "\n".join(
    f"Teacher_{number}_id  ref -> clever_teachers.teacher_id" for number in range(2, TEACHERS_OF_A_SECTION + 1)
)
SECTIONS = _form(
    "sections.csv",
    SCHOOL
    + f"""
    Section_id*        id # one row for each term: the same id may stand on several rows
    Teacher_id*        ref -> clever_teachers.teacher_id
    {OTHER_TEACHERS}
    Name               text
    Section_number     id
    Grade              text
    Course_name        text
    Course_number      id
    Period             text
    Subject            text
    Term_name          text
    Term_start         usdate
    Term_end           usdate
    """,
    marks="School_id Section_id Teacher_id",
    never="Student_id",
)
ENROLLMENTS = _form(
    "enrollments.csv",
    SCHOOL
    + """
    Section_id*        ref -> clever_sections.section_id
    Student_id*        ref -> clever_students.student_id
    """,
    marks="School_id Section_id Student_id",
    never="Teacher_id First_name Last_name",
)

REQUIRED = (SCHOOLS, STUDENTS, TEACHERS, SECTIONS, ENROLLMENTS)
FORMS = (*REQUIRED, STAFF)


def teacher_columns() -> tuple[str, ...]:
    """The columns of a section's teachers, the first one first."""
    return ("teacher_id", *(f"teacher_{number}_id" for number in range(2, TEACHERS_OF_A_SECTION + 1)))


def looks_like_clever(header: tuple[str, ...], form: FileForm) -> bool:
    """Whether most of the header is this form's; other systems too call columns school_id and student_id."""
    names = [folded(name) for name in header]
    strange = form.unknown(names)
    return len(strange) * 4 <= len(names)
