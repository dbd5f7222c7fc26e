/* ---
id: ATT-006
title: Student has been absent on every school day for two weeks and is still enrolled
module: data
role: school_office
needs: [attendance_list, student_list]
of: attendance_list
severity: warning
says: >-
  Student {subject} was absent on each of the last {evidence} school days with attendance, and is
  still enrolled.
column: date
why: >-
  The student has mostly left, or needs help at once. Either way the school goes on being paid for
  an empty chair, and the law asks for somebody to go and see.
fix: >-
  Call the family and visit. If the student moved, enter the last day of attendance as the exit;
  else start the truancy or health process.
not_a_problem_when: >-
  The student is in hospital or on approved independent study.
cost: {hours: 1}
--- */
with absences as (
  select a.system, a.school_code, a.local_id, a.date, max(a.line) as line, arg_max(a.file, a.line) as file
  from attendance_list a
  where a.category in ('absent', 'excused', 'unexcused') and a.local_id is not null and a.date between as_of() - interval '28' day and as_of()
  group by a.system, a.school_code, a.local_id, a.date
),
school_days as (
  select system, date, row_number() over (partition by system order by date desc) as back
  from (select distinct system, date from absences where dayofweek(date) between 1 and 5) d
),
recent as (
  select system, min(date) as first_day, count(*) as days from school_days where back <= 10 group by system having count(*) = 10
),
always as (
  select a.system, a.local_id, min(a.school_code) as school_code, r.days, r.first_day, max(a.line) as line, arg_max(a.file, a.line) as file
  from absences a
  join recent r on r.system = a.system and a.date >= r.first_day
  join school_days d on d.system = a.system and d.date = a.date
  group by a.system, a.local_id, r.days, r.first_day
  having count(distinct a.date) = r.days
),
enrolled as (
  select l.local_id, bool_or(l.exit_date is null or l.exit_date >= as_of()) as is_here, min(l.entry_date) as since
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  where l.local_id in (select local_id from always)
  group by l.local_id
)
select w.local_id as subject, w.days as evidence, w.school_code, w.file, w.line
from always w
join enrolled e on e.local_id = w.local_id and e.is_here
where e.since is null or e.since < w.first_day
