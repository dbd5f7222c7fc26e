/* ---
id: ATT-007
title: New student has been absent on every day since entry
module: data
role: school_office
needs: [attendance_list, student_list]
of: attendance_list
severity: warning
says: >-
  Student {subject} entered on {evidence} and was absent on each of the {days} school days since.
column: date
why: >-
  A no-show is counted and paid for, and the seat stays empty. Mostly the student went to another
  school.
fix: >-
  Call the family. If the student never came, delete the enrollment or enter a no-show, as your
  state wants it.
not_a_problem_when: >-
  The student is ill and has told the school.
cost: {hours: 0.5}
--- */
with entries as (
  select l.local_id, max(l.entry_date) as since, min(l.entry_date) as first_entry, arg_max(l.school_code, l.entry_date) as school_code
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  where l.local_id is not null and l.entry_date between as_of() - interval '75' day and as_of()
    and (l.exit_date is null or l.exit_date >= as_of())
  group by l.local_id
),
absences as (
  select a.system, a.local_id, a.date, max(a.line) as line, arg_max(a.file, a.line) as file
  from attendance_list a
  where a.category in ('absent', 'excused', 'unexcused') and a.local_id is not null and dayofweek(a.date) between 1 and 5
    and a.date <= as_of()
  group by a.system, a.local_id, a.date
),
suspects as (
  select a.system, a.local_id, e.since, min(e.school_code) as school_code, count(*) as days, max(a.line) as line, arg_max(a.file, a.line) as file
  from absences a
  join entries e on e.local_id = a.local_id and a.date >= e.since
  group by a.system, a.local_id, e.since
  having count(*) >= 5
),
school_days as (
  select distinct system, date from absences
),
elapsed as (
  select s.system, s.local_id, count(*) as school_days
  from suspects s
  join school_days d on d.system = s.system and d.date >= s.since
  group by s.system, s.local_id
)
select s.local_id as subject, cast(s.since as varchar) as evidence, s.days, s.school_code, s.file, s.line
from suspects s
join elapsed e on e.system = s.system and e.local_id = s.local_id and e.school_days = s.days
