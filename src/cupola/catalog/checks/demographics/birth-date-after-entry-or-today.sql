/* ---
id: DEM-002
title: Birth date lies after the day of entry, or in the future
module: data
role: school_office
needs: [oneroster_demographics, person_org_roles]
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
)
select y.sourced_id as subject, min(r.org_id) as school_id,
       case when y.birth_date > as_of() then 'the day of this export' else 'the day of entry' end as evidence,
       y.file, y.line
from young y
left join person_org_roles r on r.system = y.system and r.person_id = record_key(y.system, y.sourced_id)
where y.birth_date > as_of() or y.birth_date > r.begin_date
group by y.sourced_id, y.birth_date, y.file, y.line
