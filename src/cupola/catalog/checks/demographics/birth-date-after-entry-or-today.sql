/* ---
id: DEM-002
title: Birth date lies after the day of entry, or in the future
module: data
role: school_office
needs: [oneroster_demographics, roster_people, roster_roles]
of: oneroster_demographics
severity: error
says: "The birth date lies after {evidence}."
column: birthDate
why: >-
  The state refuses the student, age comes out below zero, and the student cannot be matched with any other
  system.
fix: >-
  Compare the birth date with the birth certificate in the student's file and correct it. Often this year
  was typed instead of the year of birth.
not_a_problem_when: Never.
cost: {hours: 0.1}
--- */
with young as (
  select d.system, d.sourced_id, d.birth_date, d.file, d.line
  from oneroster_demographics d
  where d.birth_date > as_of() - 730 and d.is_live
),
known as (
  select y.system, y.sourced_id, y.birth_date, y.file, y.line, p.person
  from young y
  left join roster_people p on p.system = y.system and p.sourced_id = y.sourced_id
),
entered as (
  select r.person, r.org_sourced_id, r.begin_date
  from roster_roles r
  join known k on k.person = r.person
)
select k.sourced_id as subject, record_key(k.system, min(e.org_sourced_id)) as school_id,
       case when k.birth_date > as_of() then 'the day of this export' else 'the day of entry' end as evidence,
       k.file, k.line
from known k
left join entered e on e.person = k.person
where k.birth_date > as_of() or k.birth_date > e.begin_date
group by k.system, k.sourced_id, k.birth_date, k.file, k.line
