/* ---
id: PRG-009
title: Program membership lies outside the time the student was enrolled
module: data
role: data_steward
needs: [program_list, student_list]
of: program_list
severity: warning
says: 'The {evidence} membership of student {subject} lies outside the enrollment: the student {stay}.'
why: The student is counted, and a place or money is kept, for a time when the student was not here. The state
  refuses such a record, and the next district cannot open its own.
fix: End the membership with the day the student left, or correct the year that was mistyped. If the student
  is back, enter the new enrollment first.
not_a_problem_when: The district goes on serving the student, for example by agreement with a private school.
cost: {hours: 0.1}
--- */
with stays as (
  select l.local_id, min(l.entry_date) as entered_on, max(coalesce(l.exit_date, date '9999-12-31')) as left_on
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('state', 'sis')
  where l.local_id is not null
  group by l.local_id
),
compared as (
  select m.local_id, m.program, m.school_code, m.file, m.line, t.entered_on, t.left_on, t.left_on < as_of() - interval '14' day as has_left,
         m.begin_date > t.left_on as begins_after, m.end_date < t.entered_on and m.end_date >= m.begin_date as ends_before,
         m.end_date is null or m.end_date > t.left_on + interval '14' day as goes_on
  from program_list m
  join stays t on t.local_id = m.local_id
),
habits as (
  -- Some systems never end the memberships of leavers, and some lists keep those of all past years: that is no oversight.
  select 2 * count(case when has_left and goes_on then 1 end) <= count(case when has_left then 1 end) as ends_them,
         50 * count(case when ends_before then 1 end) <= count(*) or count(*) < 50 as is_of_this_year
  from compared
)
select c.local_id as subject, replace(c.program, '_', ' ') as evidence, c.school_code,
       case when c.ends_before then 'came on ' || cast(c.entered_on as varchar) else 'left on ' || cast(c.left_on as varchar) end as stay,
       c.file, c.line
from compared c
cross join habits h
where (c.has_left and (c.begins_after or (c.goes_on and h.ends_them)))
   or (c.ends_before and h.is_of_this_year)
