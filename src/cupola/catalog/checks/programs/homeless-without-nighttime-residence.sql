/* ---
id: PRG-005
title: Homeless student has no nighttime residence on record
module: data
role: data_steward
needs: [student_list]
of: student_list
severity: error
says: Student {subject} is marked homeless, but it is not said where the student spends the night.
column: nighttime_residence
why: The federal count of homeless students asks where they sleep (doubled up, shelter, hotel, unsheltered).
  A record without it is refused, and the student is not counted.
fix: Ask the district's homeless liaison and enter the residence. Ask the family only through the liaison.
not_a_problem_when: The liaison has not yet spoken with the family.
cost: {hours: 0.3}
only_if:
  sql: select count(*) > 0 from student_list l join source_systems s on s.system = l.system where s.kind in
    ('state', 'sis') and bare(l.nighttime_residence) <> ''
  otherwise: no file in this delivery says where homeless students spend the night
--- */
with homeless_students as (
  select l.local_id, l.state_id, l.record_id, l.school_code, l.file, l.line,
         lower(coalesce(bare(l.nighttime_residence), '')) not in ('', 'none', 'n/a', 'na', '-', '0') as is_named
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('state', 'sis')
  where truthy(l.homeless) and (l.exit_date is null or l.exit_date >= as_of())
)
select coalesce(h.local_id, h.state_id, h.record_id) as subject, cast(null as varchar) as evidence, h.school_code, h.file, h.line
from homeless_students h
where not h.is_named
  and (select 2 * count(case when is_named then 1 end) >= count(*) from homeless_students)
