/* ---
id: DEM-002
title: Birth date lies after the day of entry, or in the future
module: data
role: school_office
needs: [roster_births, roster_people, roster_roles]
of: roster_births
severity: error
says: "The birth date lies after {evidence}."
column: birth_date
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
  select d.system, d.user_sourced_id, d.person, d.birth_date, d.file, d.line
  from roster_births d
  where d.birth_date > as_of() - 730 and d.is_live
),
entered as (
  select r.person, r.org_sourced_id, r.begin_date
  from roster_roles r
  join young y on y.person = r.person
)
select y.user_sourced_id as subject, record_key(y.system, min(e.org_sourced_id)) as school_id,
       case when y.birth_date > as_of() then 'the day of this export' else 'the day of entry' end as evidence,
       y.file, y.line
from young y
left join entered e on e.person = y.person
where y.birth_date > as_of() or y.birth_date > e.begin_date
group by y.system, y.user_sourced_id, y.birth_date, y.file, y.line
