"""SQL that turns the words of rosters (roles, grades) into those of the record; used by several sources."""

from __future__ import annotations

from dataclasses import dataclass

TEACHERS = (
    *("teacher", "faculty", "instructor", "substitute", "professor", "lecturer", "adjunct", "chair"),
    *("teacher of record", "lead teacher", "co-teacher"),
)
AIDES = ("aide", "teacherassistant", "assistant", "paraprofessional")
SAME = ("student", "principal", "proctor", "parent", "guardian", "relative", "counselor")
CONTACTS = "('parent', 'guardian', 'relative')"


@dataclass(frozen=True, slots=True)
class RosterFill:
    """The rows that a family of exports gives to a roster table, and the source tables they come from."""

    sql: str
    sources: tuple[str, ...]


def _among(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def role_sql(role: str, org_type: str = "NULL") -> str:
    """The record's role for a role word; an administrator is one of the site or of the district by the org's type."""
    word = f"lower(trim({role}))"
    return f"""CASE WHEN {word} IN ({_among(SAME)}) THEN {word}
        WHEN {word} IN ({_among(TEACHERS)}) THEN 'teacher'
        WHEN {word} IN ({_among(AIDES)}) THEN 'aide'
        WHEN {word} = 'advisor' THEN 'counselor'
        WHEN {word} = 'itadmin' THEN 'systemAdministrator'
        WHEN {word} = 'administrator' AND lower({org_type}) = 'school' THEN 'siteAdministrator'
        WHEN {word} = 'administrator' THEN 'districtAdministrator'
        WHEN {word} IS NOT NULL THEN 'staff' END"""


def seat_sql(role: str) -> str:
    """What somebody is in a class: `student`, `teacher` for every word of one who teaches, else the word."""
    word = f"lower(trim({role}))"
    return f"CASE WHEN {word} IN ({_among(TEACHERS)}) THEN 'teacher' ELSE {word} END"


def grade_sql(grade: str) -> str:
    """The CEDS grade for a grade word: `9` is 09, `Kindergarten` KG, `PreKindergarten` PK; other words have none."""
    word = f"lower(trim({grade}))"
    return f"""CASE WHEN regexp_matches({word}, '^0?[1-9]$') THEN lpad(right({word}, 1), 2, '0')
        WHEN {word} IN ('10', '11', '12', '13') THEN {word}
        WHEN {word} IN ('it', 'pr', 'pk', 'tk', 'kg', 'ps', 'ug') THEN upper({word})
        WHEN {word} IN ('k', 'kf', '0', 'kindergarten') THEN 'KG'
        WHEN {word} IN ('prekindergarten', 'pre-kindergarten', 'pre-k') THEN 'PK'
        WHEN {word} = 'transitionalkindergarten' THEN 'TK'
        WHEN {word} = 'infanttoddler' THEN 'IT'
        WHEN {word} = 'preschool' THEN 'PR'
        WHEN {word} IN ('postgraduate', 'ungraded') THEN CASE {word} WHEN 'ungraded' THEN 'UG' ELSE 'PS' END
        WHEN regexp_matches({word}, '^ps[1-4]$') OR {word} IN ('undergraduate', 'graduate') THEN 'PS'
        WHEN {word} = 'other' THEN 'Other' END"""
