"""How lists of results fill the record: one row a score, tied to the student whose number it carries.

A file calls a number the state's or the district's as its vendor likes; what it is, its numbers say. A number
that no student has under that name is looked up under every other, but only in files where at least half of
such numbers belong to a student: single numbers meet by chance.
"""

from __future__ import annotations

from cupola.engine.sources.mapped_results import PARTS

NOTHING = "'', 'na', 'n/a', 'n/a*', 'null', 'none', '.', '*', '-', '--', '---'"


def _part(name: str) -> str:
    return f"nullif(p[{PARTS.index(name) + 1}], '')"


def _said(name: str) -> str:
    """A part that says something: `N/A` and dashes stand for nothing."""
    cell = f"p[{PARTS.index(name) + 1}]"
    return f"CASE WHEN lower({cell}) NOT IN ({NOTHING}) THEN {cell} END"


def _number(cell: str) -> str:
    """A student number as it is compared: without blanks around it and zeros in front."""
    return f"nullif(ltrim(upper(trim({cell})), '0'), '')"


DATE = _part("date")
OWN_DATE = f"""coalesce(try_cast(substr({DATE}, 1, 10) AS DATE), CAST(try_strptime(regexp_extract({DATE},
       '^([0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}})', 1), '%m/%d/%Y') AS DATE))"""
NUMBERS = """
numbers AS (  -- who has a number, whatever it is called; a number of two students is nobody's
  SELECT number, min(person_id) AS person_id
  FROM (
    SELECT {number} AS number, i.person_id FROM person_identifiers i
    JOIN source_systems y ON y.system = i.system AND y.kind <> 'enrollment'
    JOIN (SELECT DISTINCT person_id FROM persons WHERE is_student) s ON s.person_id = i.person_id
  )
  WHERE number IS NOT NULL GROUP BY number HAVING count(DISTINCT person_id) = 1
)""".format(number=_number("i.value"))
ROWS = f"""
rows_known AS (
  SELECT r.*, k.person_id AS by_local, a.person_id AS local_person, b.person_id AS state_person,
         c.person_id AS vendor_person
  FROM result_list r
  LEFT JOIN source_systems y ON y.system = r.system
  LEFT JOIN known_students k ON k.local_id = CASE WHEN y.kind <> 'enrollment' THEN r.local_id END
  LEFT JOIN numbers a ON a.number = {_number("r.local_id")}
  LEFT JOIN numbers b ON b.number = {_number("r.state_id")}
  LEFT JOIN numbers c ON c.number = {_number("r.vendor_id")}
),
files_known AS (
  SELECT file, 2 * count(local_person) >= count(local_id) AS local_good,
         2 * count(state_person) >= count(state_id) AS state_good,
         2 * count(vendor_person) >= count(vendor_id) AS vendor_good
  FROM rows_known GROUP BY file
),
found AS (
  SELECT r.*, coalesce(by_local, CASE WHEN state_good THEN state_person END, CASE WHEN local_good THEN local_person END,
           CASE WHEN vendor_good THEN vendor_person END,
           record_key(r.system, coalesce(r.local_id, r.state_id, r.vendor_id, r.record_id))) AS person_id,
         coalesce(o.org_id, record_key(r.system, r.school_code)) AS org_id,
         coalesce(CASE WHEN regexp_matches(r.school_year, '^[0-9]{{4}}$') THEN CAST(r.school_year AS BIGINT) END,
           year(try_cast(r.administration_month || '-01' AS DATE) + INTERVAL 6 MONTH)) AS ends_in
  FROM rows_known r
  JOIN files_known f ON f.file = r.file
  LEFT JOIN known_schools o ON o.school_code = r.school_code
)"""
RESULTS = f"""
WITH {NUMBERS}, {ROWS}
SELECT person_id, org_id, assessment, subject, administration_date,
       coalesce(strftime(administration_date, '%Y-%m'), administration_month) AS administration_month,
       ends_in AS school_year, grade,
       CAST(NULL AS VARCHAR) AS objective, CAST(NULL AS VARCHAR) AS result_type, score AS result_value,
       level AS performance_level, CAST(NULL AS DOUBLE) AS lowest, CAST(NULL AS DOUBLE) AS highest, system, file, line
FROM found WHERE results IS NULL
UNION ALL
SELECT person_id, org_id, coalesce({_part("assessment")}, assessment), coalesce({_part("subject")}, subject),
       coalesce({OWN_DATE}, administration_date),
       coalesce(strftime(coalesce({OWN_DATE}, administration_date), '%Y-%m'), administration_month),
       ends_in, grade, {_part("objective")}, {_part("type")},
       {_said("value")}, {_said("level")}, CAST({_part("low")} AS DOUBLE), CAST({_part("high")} AS DOUBLE),
       system, file, line
FROM (SELECT *, string_split(unnest(string_split(results, chr(28))), chr(29)) AS p FROM found WHERE results <> '')
WHERE coalesce({_said("value")}, {_said("level")}) IS NOT NULL"""
