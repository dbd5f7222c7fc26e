/* ---
id: PRG-013
title: Student has a disability on record but is not in special education
module: data
role: special_education
needs: [student_list]
of: student_list
severity: error
says: >-
  Student {subject} has a disability entered and is not in special education.
column: special_education
why: >-
  Either a plan is not being carried out, or the disability of another child was entered. The state
  refuses the pair.
fix: >-
  Look for the student's plan. Enter the membership with its first day, or take the disability out.
not_a_problem_when: >-
  The student has a Section 504 plan, and the list uses the same column for it.
cost: {hours: 0.2}
--- */
with told as (
  select l.local_id, l.state_id, l.record_id, l.school_code, l.file, l.line, truthy(l.special_education) as is_served, truthy(l.section_504) as has_plan
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('state', 'sis', 'other')
  where lower(coalesce(trim(l.disability), '')) not in ('', 'none', 'n/a', 'na', 'no', '-', '0', '00', '000')
    and trim(l.special_education) <> '' and (l.exit_date is null or l.exit_date >= as_of())
)
select coalesce(t.local_id, t.state_id, t.record_id) as subject, cast(null as varchar) as evidence, t.school_code, t.file, t.line
from told t
where t.is_served = false and not coalesce(t.has_plan, false)
  and (select 2 * count(case when is_served then 1 end) >= count(*) from told)
