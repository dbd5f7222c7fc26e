"""How CALPADS files fill the record, and which lists their rows are part of."""

from __future__ import annotations

from cupola.engine.sources.list_fills import KNOWN_SCHOOLS, KNOWN_STUDENTS

# Codes of programs as the state numbers them; those that nothing of ours stands for are other programs.
PROGRAMS = {
    "101": "section_504",
    "122": "title_i",
    "135": "migrant",
    "144": "special_education",
    "181": "food_service",
    "182": "food_service",
    "190": "foster",
    "191": "homeless",
}
_PROGRAM_WORDS = " ".join(f"WHEN '{code}' THEN '{program}'" for code, program in PROGRAMS.items())
_STATUS_WORDS = "WHEN '10' THEN 'primary' WHEN '20' THEN 'secondary' WHEN '30' THEN 'short-term'"
_GRADE_WORDS = "WHEN 'KN' THEN 'KG' WHEN 'IN' THEN 'IT' WHEN 'TD' THEN 'PR' WHEN 'PS' THEN 'PK' WHEN 'UE' THEN 'UG' "
_GRADE_WORDS += "WHEN 'US' THEN 'UG' WHEN 'AD' THEN 'Other'"
_SCHOOL = "right(trim({0}), 7)"

SEX = "CASE WHEN upper(trim({0})) IN ('F', 'M', 'X') THEN upper(trim({0})) END"

# List -> its column -> (column of the file, SQL over its cell). What checks and fills of the lists do, they do for
# these rows too.
ENROLLMENT_AS_LIST: dict[str, tuple[str, str]] = {
    "local_id": ("local_id", "{0}"),
    "state_id": ("ssid", "{0}"),
    "given_name": ("given_name", "{0}"),
    "middle_name": ("middle_name", "{0}"),
    "family_name": ("family_name", "{0}"),
    "birth_date": ("birth_date", "{0}"),
    "sex": ("gender", SEX),
    "school_code": ("school_of_attendance", "{0}"),
    "grade": ("grade_level", f"CASE upper(trim({{0}})) {_GRADE_WORDS} ELSE trim({{0}}) END"),
    "entry_date": ("enrollment_start_date", "{0}"),
    "exit_date": ("enrollment_exit_date", "{0}"),
    "exit_code": ("exit_reason", "{0}"),
    "status": ("enrollment_status", f"CASE trim({{0}}) {_STATUS_WORDS} ELSE trim({{0}}) END"),
}
PROGRAM_AS_LIST: dict[str, tuple[str, str]] = {
    "local_id": ("local_id", "{0}"),
    "state_id": ("ssid", "{0}"),
    "program": ("program_code", f"CASE trim({{0}}) {_PROGRAM_WORDS} ELSE 'other' END"),
    "school_code": ("school_of_attendance", "{0}"),
    "begin_date": ("membership_start_date", "{0}"),
    "end_date": ("membership_end_date", "{0}"),
    "detail": ("program_code", "{0}"),
}

PERSON = "coalesce(k.person_id, record_key(c.system, coalesce(c.local_id, c.ssid)))"
ORG = "coalesce(o.org_id, record_key(c.system, c.school_of_attendance))"
JOINS = """LEFT JOIN known_students k ON k.local_id = c.local_id
LEFT JOIN known_schools o ON o.school_code = c.school_of_attendance"""
# The state's codes of race: 100 American Indian, 2xx Asian, 3xx Pacific Islander, 400 Filipino, 600 Black, 700 White.
CODES = "concat_ws(',', c.race_1, c.race_2, c.race_3, c.race_4, c.race_5)"
# Only a code of the state's list; what else may stand there is no language.
LANGUAGE = "CASE WHEN regexp_matches(trim(c.primary_language), '^[0-9A-Z]{2}$') THEN trim(c.primary_language) END"
_RACE = f"regexp_matches({CODES}, '(^|,)({{0}})(,|$)')"

FILLS: dict[str, str] = {
    "known_students": KNOWN_STUDENTS,
    "known_schools": KNOWN_SCHOOLS,
    "person_identifiers": f"""
SELECT {PERSON} AS person_id, 'state' AS id_type, c.ssid AS value, {ORG} AS org_id, c.system, c.file, c.line
FROM calpads_information c {JOINS} WHERE c.ssid IS NOT NULL""",
    "demographics": f"""
SELECT {PERSON} AS person_id, {SEX.format("c.gender")} AS sex, c.hispanic = 'Y' AS hispanic_latino,
       {_RACE.format("100")} AS race_american_indian, {_RACE.format("2[0-9]{{2}}|400")} AS race_asian,
       {_RACE.format("600")} AS race_black, {_RACE.format("3[0-9]{{2}}")} AS race_pacific_islander,
       {_RACE.format("700")} AS race_white, CAST(NULL AS BOOLEAN) AS race_two_or_more,
       CAST(NULL AS VARCHAR) AS home_language, {ORG} AS org_id, c.system, c.file, c.line
FROM calpads_information c {JOINS}
UNION ALL
SELECT {PERSON}, {SEX.format("c.gender")}, CAST(NULL AS BOOLEAN), CAST(NULL AS BOOLEAN), CAST(NULL AS BOOLEAN),
       CAST(NULL AS BOOLEAN), CAST(NULL AS BOOLEAN), CAST(NULL AS BOOLEAN), CAST(NULL AS BOOLEAN),
       {LANGUAGE}, {ORG}, c.system, c.file, c.line
FROM calpads_language c {JOINS} WHERE c.primary_language IS NOT NULL""",
    "program_associations": f"""
SELECT {PERSON} AS person_id, {ORG} AS org_id, 'english_learner' AS program_type, c.elas_start_date AS begin_date,
       CAST(NULL AS DATE) AS end_date, c.elas AS detail, c.system, c.file, c.line
FROM calpads_language c {JOINS} WHERE c.elas = 'EL'""",
}
