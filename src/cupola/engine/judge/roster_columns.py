"""What a file of any roster calls the column that a roster check points at."""

from __future__ import annotations

from collections.abc import Mapping

from cupola.engine.record.roster import FAMILIES
from cupola.engine.record.roster_form import ROSTER_COLUMNS

ROSTER_SOURCES = frozenset(source for fills in FAMILIES.values() for fill in fills.values() for source in fill.sources)
# Source table -> column of the roster tables -> column of the source table, where the two differ.
_SCHOOL = {"school_sourced_id": "org_sourced_id"}
_STUDENT = {"user_sourced_id": "student_unique_id", "org_sourced_id": "school_id", "school_sourced_id": "school_id"}
_STAFF = {"user_sourced_id": "staff_unique_id", "org_sourced_id": "education_organization_id"}
_SEAT = {"class_sourced_id": "section_identifier", "school_sourced_id": "school_id"}
_CLEVER_NAMES = {"org_sourced_id": "school_id", "given_name": "first_name", "family_name": "last_name"}
_EDFI_NAMES = {"given_name": "first_name", "family_name": "last_surname"}
CALLED: Mapping[str, Mapping[str, str]] = {
    "oneroster_demographics": {"user_sourced_id": "sourced_id"},
    "oneroster_users": {"person_number": "identifier", "state_number": "user_ids", "org_sourced_id": "org_sourced_ids"},
    "oneroster_classes": {"term_sourced_id": "term_sourced_ids"},
    "oneroster_academic_sessions": {"begin_date": "start_date"},
    "sds_users": {
        "person_number": "local_number",
        "state_number": "state_id",
        "org_sourced_id": "org_sourced_ids",
        "grades": "grade",
    },
    "sds_classes": {**_SCHOOL, "term_sourced_id": "session_sourced_ids"},
    "sds_roles": {"begin_date": "role_start_date", "end_date": "role_end_date"},
    "sds_academic_sessions": {"begin_date": "start_date"},
    "clever_students": {
        **_CLEVER_NAMES,
        "person_number": "student_number",
        "state_number": "state_id",
        "grades": "grade",
    },
    "clever_teachers": {**_CLEVER_NAMES, "person_number": "teacher_number", "state_number": "state_teacher_id"},
    "clever_staff": {"org_sourced_id": "school_id"},
    "clever_sections": {"school_sourced_id": "school_id", "grades": "grade", "user_sourced_id": "teacher_id"},
    "clever_enrollments": {
        "user_sourced_id": "student_id",
        "class_sourced_id": "section_id",
        "school_sourced_id": "school_id",
    },
    "edfi_students": _EDFI_NAMES,
    "edfi_staffs": _EDFI_NAMES,
    "edfi_sections": {"school_sourced_id": "school_id"},
    "edfi_student_school_associations": {**_STUDENT, "begin_date": "entry_date", "end_date": "exit_withdraw_date"},
    "edfi_staff_assignments": _STAFF,
    "edfi_staff_school_associations": {**_STAFF, "org_sourced_id": "school_id"},
    "edfi_student_section_associations": {**_SEAT, "user_sourced_id": "student_unique_id"},
    "edfi_staff_section_associations": {**_SEAT, "user_sourced_id": "staff_unique_id"},
    "insights_person": {"family_name": "surname"},
    "insights_section": {"school_sourced_id": "organization_id", "course_sourced_id": "course_id"},
    "insights_organization": {"parent_sourced_id": "parent_organization_id"},
    "insights_course": {
        "org_sourced_id": "organization_id",
        "school_year_sourced_id": "academic_year_session_id",
    },
    "insights_session": {"begin_date": "start_date", "parent_sourced_id": "parent_session_id"},
    "insights_section_session": {"class_sourced_id": "section_id", "term_sourced_id": "session_id"},
    "insights_person_organization_role": {
        "user_sourced_id": "person_id",
        "org_sourced_id": "organization_id",
        "role": "ref_role_id",
        "begin_date": "role_start_date",
        "end_date": "role_end_date",
    },
    "insights_person_demographic": {"user_sourced_id": "person_id"},
    "insights_enrollment": {
        "user_sourced_id": "person_id",
        "class_sourced_id": "section_id",
        "role": "ref_section_role_id",
        "begin_date": "entry_date",
        "end_date": "exit_date",
    },
}


def headings_of(table: str, headings: Mapping[str, str]) -> dict[str, str | None]:
    """The headings of a file by column, those of the roster tables among them; None for one that it has not."""
    if table not in ROSTER_SOURCES:
        return dict(headings)
    called = CALLED.get(table, {})
    return {**{column: headings.get(called.get(column, column)) for column in ROSTER_COLUMNS}, **headings}
