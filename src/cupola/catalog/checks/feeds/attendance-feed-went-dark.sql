/* ---
id: FED-001
title: Attendance of one school has stopped while the others go on
module: data
role: technician
needs: [attendance_list]
of: attendance_list
severity: warning
says: School {subject} has no attendance after {evidence}, though there were {rows} rows in the 20 days before
  and other schools go on to {others}.
why: Absences of the school no longer arrive. Families are not called, students who stay away go unnoticed,
  and the state will see a school without a single absence.
fix: Ask the school whether attendance is taken. If so, look at the export - a school that moved to another
  system or got a new code falls out without a word.
not_a_problem_when: The school has holidays of its own, or was closed.
cost: {hours: 1}
--- */
with days as (
  select a.system, a.school_code, a.date, count(*) as times, min(a.file) as file, max(a.line) as line
  from attendance_list a
  where a.date <= as_of() + interval '1' day and dayofweek(a.date) between 1 and 5 and a.school_code is not null
  group by a.system, a.school_code, a.date
),
stops as (
  select system, school_code, max(date) as last_day from days group by system, school_code
),
school_days as (
  -- A day counts as a school day when at least two schools have attendance on it.
  select system, date from days group by system, date having count(distinct school_code) >= 2
),
after_stop as (
  select s.system, s.school_code, s.last_day, count(*) as silent_days, max(d.date) as others
  from stops s
  join school_days d on d.system = s.system and d.date > s.last_day
  group by s.system, s.school_code, s.last_day
  having count(*) > 5
),
before_stop as (
  select t.system, t.school_code, t.last_day, t.silent_days, t.others, sum(d.times) as times, count(*) as days_with,
         max(case when d.date = t.last_day then d.file end) as file, max(case when d.date = t.last_day then d.line end) as line
  from after_stop t
  join days d on d.system = t.system and d.school_code = t.school_code and d.date > t.last_day - interval '20' day
  group by t.system, t.school_code, t.last_day, t.silent_days, t.others
)
select school_code as subject, cast(last_day as varchar) as evidence, times as rows, cast(others as varchar) as others, school_code, file, line
from before_stop
-- At its usual pace (20 days hold 14 school days) the school would have had at least eight rows since: it did not just have luck.
where times >= 10 and times * silent_days >= 8 * 14 and last_day >= others - interval '120' day
