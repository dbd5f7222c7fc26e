"""How Ed-Fi fills the record: who sits and teaches where, families, programs, attendance, results, accounts."""

from __future__ import annotations

from cupola.engine.sources.edfi_fills import CONTACT, STAFF, STUDENT, org_key
from cupola.engine.sources.edfi_words import (
    ASSOCIATIONS,
    ATTENDANCE,
    PROGRAMS,
    begins,
    cased,
    grade,
    in_list,
    latest,
    section_key,
    word,
)

SECTION_COLUMNS = ("school_id", "school_year", "session_name", "local_course_code", "section_identifier")
INDICATOR = "CASE WHEN e.indicator_groups IS NULL OR e.indicator_groups ILIKE '%digital%' THEN {0} END"
# The kind of an association says more than the name of its program: lunches run under many program types.
WHENS = " ".join(f"WHEN '{kind}' THEN '{program}'" for kind, program in ASSOCIATIONS.items())
PROGRAM = f"CASE a.entity {WHENS} ELSE " + begins("a.program_type", PROGRAMS, otherwise="'other'") + " END"
ORG_ASSOCIATIONS = latest(
    "edfi_student_education_organization_associations", "student_unique_id", "education_organization_id"
)


def _race(pattern: str) -> str:
    return f"e.races ILIKE '%{pattern}%'"


def _answer(column: str, indicator: str) -> str:
    """A digital-equity answer: in its own field, or among the indicators of the student."""
    asked = in_list("e.indicators", "e.indicator_names", f"#?{indicator}$")
    return f"coalesce({word(column)}, {INDICATOR.format(word(asked))})"


ACCESS = f"""coalesce(CASE truthy(e.internet_access_in_residence) WHEN true THEN 'Yes' WHEN false THEN 'No' END,
  {_answer("e.internet_access_in_residence", "internetaccessinresidence")})"""

FILLS: dict[str, str] = {
    "enrollments": f"""
SELECT record_key(a.system, 'student:' || trim(a.student_unique_id) || '/' || {section_key("a")} || '/'
         || coalesce(a.begin_date_text, '')) AS enrollment_id,
       record_key(a.system, {section_key("a")}) AS class_id, {STUDENT} AS person_id, {org_key("a.school_id")} AS org_id,
       'student' AS role, CAST(NULL AS BOOLEAN) AS is_primary, a.begin_date, a.end_date, a.system, a.file, a.line
FROM {latest("edfi_student_section_associations", "student_unique_id", *SECTION_COLUMNS, "begin_date_text")} a
UNION ALL
SELECT record_key(a.system, 'staff:' || trim(a.staff_unique_id) || '/' || {section_key("a")} || '/'
         || coalesce(a.begin_date_text, '')),
       record_key(a.system, {section_key("a")}), {STAFF}, {org_key("a.school_id")},
       CASE WHEN {word("a.classroom_position")} ILIKE '%assist%' OR {word("a.classroom_position")} ILIKE '%aide%'
            THEN 'aide' ELSE 'teacher' END,
       {word("a.classroom_position")} ILIKE 'teacher of record', a.begin_date, a.end_date, a.system, a.file, a.line
FROM {latest("edfi_staff_section_associations", "staff_unique_id", *SECTION_COLUMNS, "begin_date_text")} a""",
    "person_relationships": f"""
SELECT {STUDENT} AS person_id, {CONTACT} AS other_person_id, {word("a.relation")} AS relation,
       a.system, a.file, a.line
FROM (SELECT r.system, r.file, r.line, r.student_unique_id, r.relation,
             coalesce(r.contact_unique_id, c.contact_unique_id) AS contact_unique_id
      FROM {latest("edfi_student_contact_associations", "student_unique_id", "contact_unique_id", "contact_ref")} r
      LEFT JOIN known_edfi_days rd ON rd.file = r.file
      LEFT JOIN (SELECT c.system, c.resource_id, c.contact_unique_id, d.document
                 FROM edfi_contacts c JOIN known_edfi_days d ON d.file = c.file) c
        ON c.system = r.system AND c.document = rd.document AND c.resource_id = r.contact_ref) a""",
    "demographics": f"""
SELECT record_key(e.system, 'student:' || trim(e.student_unique_id)) AS person_id, lower({word("e.sex")}) AS sex,
       truthy(e.hispanic_latino_ethnicity) AS hispanic_latino, {_race("#American Indian")} AS race_american_indian,
       {_race("#Asian")} AS race_asian, {_race("#Black")} AS race_black,
       {_race("#Native Hawaiian")} AS race_pacific_islander, {_race("#White")} AS race_white,
       {_race("#Two or more")} AS race_two_or_more, {word("split_part(e.languages, '|', 1)")} AS home_language,
       record_key(e.system, trim(e.education_organization_id)) AS org_id, e.system, e.file, e.line
FROM {latest("edfi_student_education_organization_associations", "student_unique_id")} e
WHERE coalesce(e.sex, e.hispanic_latino_ethnicity, e.races, e.languages) IS NOT NULL""",
    "program_associations": f"""
SELECT {STUDENT} AS person_id, {org_key("a.education_organization_id")} AS org_id,
       {PROGRAM} AS program_type, a.begin_date, a.end_date,
       a.program_name AS detail, a.system, a.file, a.line
FROM edfi_student_program_associations a""",
    "home_access": f"""
SELECT record_key(e.system, 'student:' || trim(e.student_unique_id)) AS person_id, {ACCESS} AS internet_access,
       {_answer("e.internet_access_type", "internetaccesstypeinresidence")} AS internet_access_type,
       {_answer("e.internet_performance", "internetperformance(inresidence)?")} AS internet_performance,
       {_answer("e.learning_device", "(digitaldevice|primarylearningdeviceawayfromschool)")} AS device_type,
       {_answer("e.learning_device_provider", "primarylearningdeviceprovider")} AS device_provider,
       {_answer("e.learning_device_access", "primarylearningdeviceaccess")} AS device_access,
       record_key(e.system, trim(e.education_organization_id)) AS org_id, e.system, e.file, e.line
FROM {ORG_ASSOCIATIONS} e
WHERE coalesce(e.internet_access_in_residence, e.internet_access_type, e.internet_performance, e.learning_device,
               e.learning_device_provider, e.learning_device_access) IS NOT NULL
   OR regexp_matches(e.indicator_names, '(?i)internetaccess|digitaldevice|primarylearningdevice')""",
    "attendance_events": f"""
SELECT {STUDENT} AS person_id, {org_key("a.school_id")} AS org_id, CAST(NULL AS VARCHAR) AS class_id,
       a.event_date, {cased("a.attendance_event_category", ATTENDANCE, otherwise="'other'")} AS category,
       {word("a.attendance_event_category")} AS category_source, a.school_attendance_duration AS minutes,
       a.system, a.file, a.line
FROM edfi_student_school_attendance_events a
UNION ALL
SELECT {STUDENT}, {org_key("a.school_id")}, record_key(a.system, {section_key("a")}), a.event_date,
       {cased("a.attendance_event_category", ATTENDANCE, otherwise="'other'")},
       {word("a.attendance_event_category")}, a.section_attendance_duration, a.system, a.file, a.line
FROM edfi_student_section_attendance_events a""",
    "assessment_results": f"""
SELECT {STUDENT} AS person_id, a.assessment, CAST(a.administration_date AS DATE) AS administration_date,
       {grade("a.grade_level")} AS grade, split_part(a.results, '|', 1) AS result_value,
       {word("split_part(a.performance_levels, '|', 1)")} AS performance_level, a.system, a.file, a.line
FROM {latest("edfi_student_assessments", "student_assessment_identifier", "assessment", "student_unique_id")} a""",
    "accounts": f"""
SELECT record_key(a.system, 'staff:' || trim(a.staff_unique_id)) AS account_id, {STAFF} AS person_id,
       lower(trim(a.login_id)) AS username, lower(trim(split_part(a.electronic_mails, '|', 1))) AS email,
       trim(a.staff_unique_id) AS external_id, a.system, a.file, a.line
FROM {latest("edfi_staffs", "staff_unique_id")} a WHERE coalesce(a.login_id, a.electronic_mails) IS NOT NULL
UNION ALL
SELECT record_key(a.system, 'student:' || trim(a.student_unique_id)), {STUDENT}, lower(trim(a.login_id)),
       lower(trim(split_part(a.electronic_mails, '|', 1))), trim(a.student_unique_id), a.system, a.file, a.line
FROM {latest("edfi_student_education_organization_associations", "student_unique_id")} a
WHERE coalesce(a.login_id, a.electronic_mails) IS NOT NULL""",
}
