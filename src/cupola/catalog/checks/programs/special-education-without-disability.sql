/* ---
id: PRG-004
title: Student in special education has no disability on record
module: data
role: special_education
needs: [student_list]
of: student_list
severity: error
says: Student {subject} is in special education, but no disability is named.
column: disability
why: The state counts and pays by disability and refuses a record without one. The student's plan and its
  funding rest on it.
fix: Take the primary disability from the student's plan and enter it. If the student is not in special education
  any more, end the membership.
not_a_problem_when: The plan was signed in these days and its data are still to come.
cost: {hours: 0.3}
only_if:
  sql: select count(*) > 0 from student_list l join source_systems s on s.system = l.system where s.kind in
    ('state', 'sis') and bare(l.disability) <> ''
  otherwise: no file in this delivery names disabilities
--- */
with served as (
  select l.local_id, l.state_id, l.record_id, l.school_code, l.file, l.line,
         lower(coalesce(bare(l.disability), '')) not in ('', 'none', 'n/a', 'na', '-', '0', '000') as is_named
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('state', 'sis')
  where truthy(l.special_education) and (l.exit_date is null or l.exit_date >= as_of())
)
select coalesce(v.local_id, v.state_id, v.record_id) as subject, cast(null as varchar) as evidence, v.school_code, v.file, v.line
from served v
where not v.is_named
  and (select 2 * count(case when is_named then 1 end) >= count(*) from served)
