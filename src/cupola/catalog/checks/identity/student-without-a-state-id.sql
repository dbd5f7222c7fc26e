/* ---
id: IDN-014
title: Student has no state id
module: data
role: registrar
needs: [student_list]
of: student_list
severity: warning
says: >-
  Student {subject} has no state id, while nearly all others of this list have one.
column: state_id
why: >-
  Without it the student cannot be reported, is not tested and brings no money.
fix: >-
  Search the state's system by name and birth date; take the number from there or request a new one.
not_a_problem_when: >-
  The student came in these days and the number is asked for.
cost: {hours: 0.3}
--- */
with lists as (
  select l.system, l.file
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  group by l.system, l.file
  having 10 * count(l.state_id) >= 9 * count(*)
)
select coalesce(l.local_id, l.record_id) as subject, cast(null as varchar) as evidence, l.school_code, l.file, l.line
from lists f
join student_list l on l.system = f.system and l.file = f.file
where l.state_id is null and coalesce(trim(l.state_id_text), '') = ''
  and (l.exit_date is null or l.exit_date >= as_of())
  and (l.entry_date is null or l.entry_date <= as_of() - interval '14' day)
