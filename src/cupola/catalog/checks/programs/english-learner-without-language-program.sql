/* ---
id: PRG-003
title: English learner has no language program
module: data
role: data_steward
needs: [student_list]
of: student_list
severity: error
says: Student {subject} is an English learner, but no language program is named.
column: language_program
why: Every English learner is owed a program, and the state refuses a file that names none. For the student
  it often means that nobody teaches English as a new language.
fix: Ask the English learner coordinator which program the student attends, and enter it with its begin date.
  If the family declined, enter the code for that.
not_a_problem_when: The student was found to be a learner in these days and is not placed yet (the first 30
  days are let pass).
cost: {hours: 0.3}
only_if:
  sql: select count(*) > 0 from student_list l join source_systems s on s.system = l.system where s.kind in
    ('state', 'sis') and bare(l.language_program) <> ''
  otherwise: no file in this delivery says which language program a student attends
--- */
with learners as (
  select l.local_id, l.state_id, l.record_id, l.school_code, l.file, l.line,
         coalesce(bare(l.language_program), '') <> '' as is_placed,
         coalesce(l.english_learner_begin, l.entry_date) as since
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('state', 'sis')
  where coalesce(truthy(l.english_learner), upper(bare(l.english_learner)) in ('EL', 'ELL', 'LEP'))
    and (l.exit_date is null or l.exit_date >= as_of())
)
select coalesce(l.local_id, l.state_id, l.record_id) as subject, cast(null as varchar) as evidence, l.school_code, l.file, l.line
from learners l
where not l.is_placed
  and (l.since is null or l.since <= as_of() - interval '30' day)
  and (select 2 * count(case when is_placed then 1 end) >= count(*) from learners)
