"""SQL that reads the words of Ed-Fi: what stands after the # of a descriptor, as the record says it."""

from __future__ import annotations

GRADES = {
    "infant/toddler": "IT",
    "early education": "PR",
    "preschool": "PR",
    "preschool/prekindergarten": "PK",
    "prekindergarten": "PK",
    "transitional kindergarten": "TK",
    "kindergarten": "KG",
    "first grade": "01",
    "second grade": "02",
    "third grade": "03",
    "fourth grade": "04",
    "fifth grade": "05",
    "sixth grade": "06",
    "seventh grade": "07",
    "eighth grade": "08",
    "ninth grade": "09",
    "tenth grade": "10",
    "eleventh grade": "11",
    "twelfth grade": "12",
    "grade 13": "13",
    "postsecondary": "PS",
    "ungraded": "UG",
    "adult education": "Other",
    "other": "Other",
}
LADDER = ("IT", "PR", "PK", "TK", "KG", *(f"{grade:02d}" for grade in range(1, 14)))
PROGRAMS = {
    "special education": "special_education",
    "bilingual": "english_learner",
    "english as a second language": "english_learner",
    "language instruction": "english_learner",
    "homeless": "homeless",
    "foster": "foster",
    "migrant": "migrant",
    "school food service": "food_service",
    "title i": "title_i",
    "section 504": "section_504",
    "career and technical": "cte",
}
ASSOCIATIONS = {
    "StudentSpecialEducationProgramAssociation": "special_education",
    "StudentLanguageInstructionProgramAssociation": "english_learner",
    "StudentHomelessProgramAssociation": "homeless",
    "StudentMigrantEducationProgramAssociation": "migrant",
    "StudentSchoolFoodServiceProgramAssociation": "food_service",
    "StudentTitleIPartAProgramAssociation": "title_i",
    "StudentSection504ProgramAssociation": "section_504",
    "StudentCTEProgramAssociation": "cte",
}
ATTENDANCE = {
    "excused absence": "excused",
    "unexcused absence": "unexcused",
    "tardy": "tardy",
    "in attendance": "present",
    "absence": "absent",
}
ROLES = {
    "principal": "principal",
    "assistant principal": "principal",
    "superintendent": "districtAdministrator",
    "school administrator": "siteAdministrator",
    "lea administrator": "districtAdministrator",
    "teacher": "teacher",
    "substitute teacher": "teacher",
    "counselor": "counselor",
    "school counselor": "counselor",
    "instructional aide": "aide",
    "teacher aide": "aide",
}


def word(cell: str) -> str:
    """The word of a descriptor: `uri://ed-fi.org/TermDescriptor#Fall Semester` gives `Fall Semester`."""
    return f"trim(regexp_replace({cell}, '^uri://[^#]*#', ''))"


def cased(cell: str, words: dict[str, str], *, otherwise: str = "NULL") -> str:
    """A CASE over the word of a descriptor, without regard to letter case."""
    whens = " ".join(f"WHEN '{theirs}' THEN '{ours}'" for theirs, ours in words.items())
    return f"CASE lower({word(cell)}) {whens} ELSE {otherwise} END"


def begins(cell: str, words: dict[str, str], *, otherwise: str) -> str:
    """A CASE over how the word of a descriptor begins."""
    whens = " ".join(
        f"WHEN starts_with(lower({word(cell)}), '{theirs}') THEN '{ours}'" for theirs, ours in words.items()
    )
    return f"CASE {whens} ELSE {otherwise} END"


def grade(cell: str) -> str:
    """The grade of CEDS that a grade descriptor means, NULL for one that Ed-Fi does not know."""
    return cased(cell, GRADES)


def end_of_ladder(cell: str, which: str) -> str:
    """The lowest (`min`) or highest (`max`) grade in a list of grade descriptors."""
    ladder = ", ".join(f"'{step}'" for step in LADDER)
    steps = f"[list_position([{ladder}], {grade('g')}) FOR g IN string_split({cell}, '|')]"
    return f"list_extract([{ladder}], list_{which}({steps}))"


def in_list(values: str, names: str, wanted: str) -> str:
    """The member of the list `values` that stands where `names` holds a name matching the pattern `wanted`."""
    places = f"list_position([regexp_matches(lower(n), '{wanted}') FOR n IN string_split({names}, '|')], true)"
    return f"nullif(list_extract(string_split({values}, '|'), {places}), '')"


def year(cell: str) -> str:
    """The year in which a school year ends: `2021-2022` and `2022` give `2022`."""
    return f"right(trim({cell}), 4)"


def section_key(row: str) -> str:
    """What names a section: its school, school year, session, course and own identifier."""
    return (
        f"concat_ws('/', trim({row}.school_id), {year(row + '.school_year')}, trim({row}.session_name), "
        f"trim({row}.local_course_code), trim({row}.section_identifier))"
    )


def session_key(row: str) -> str:
    """What names a session: its school, school year and name."""
    return f"concat_ws('/', trim({row}.school_id), {year(row + '.school_year')}, trim({row}.session_name))"


def latest(table: str, *keys: str) -> str:
    """The rows of a source table that count: the last of each key, without those that the API says were deleted.

    Of the pages of an API the later one counts; a delete counts for what was written until its own day.
    """
    over = ", ".join(("t.system", *(f"trim(t.{key})" for key in keys)))
    return f"""(
  SELECT t.* FROM {table} t
  LEFT JOIN known_edfi_gone g ON g.system = t.system AND g.resource_id = t.resource_id
  LEFT JOIN known_edfi_days d ON d.file = t.file
  WHERE g.resource_id IS NULL OR g.day < d.day
  QUALIFY row_number() OVER (PARTITION BY {over} ORDER BY t.file DESC, t.line DESC) = 1)"""


DAY = "coalesce(regexp_extract({0}.name, '20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), '')"
# The tables of one XML file are delivered files of their own, by the same name but for the record in brackets.
DAYS = f"""
SELECT f.file, {DAY.format("f")} AS day, regexp_replace(f.name, ' \\[[^\\]]*\\]$', '') AS document
FROM delivered_files f"""
GONE = f"""
SELECT d.system, d.resource_id, max({DAY.format("f")}) AS day
FROM edfi_deletes d JOIN delivered_files f ON f.file = d.file
WHERE d.resource_id IS NOT NULL GROUP BY d.system, d.resource_id"""
