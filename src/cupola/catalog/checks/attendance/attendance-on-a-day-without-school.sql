/* ---
id: ATT-003
title: Attendance is recorded on a Saturday or Sunday
module: data
role: school_office
needs: [attendance_list]
of: attendance_list
severity: warning
says: Attendance of student {subject} is dated {evidence}, which is a {weekday}.
column: date
why: The state refuses attendance on a day without school. When many rows are a day off, the export moved
  all dates, and every absence stands on the wrong day.
fix: Correct the date. If many rows are affected, look at the time zone of the export, which can turn Monday
  into Sunday.
not_a_problem_when: It was a Saturday class that the district holds and the calendar knows.
cost: {hours: 0.1}
--- */
with weekend as (
  select a.local_id, a.system, coalesce(a.school_code, '') as school_code, a.date, dayofweek(a.date) as weekday, a.file, a.line
  from attendance_list a
  where dayofweek(a.date) in (0, 6)
),
held as (
  -- Several students of one school on one Saturday: there was a class.
  select system, school_code, date from weekend where weekday = 6 group by system, school_code, date having count(distinct local_id) >= 3
)
select w.local_id as subject, cast(w.date as varchar) as evidence, case w.weekday when 6 then 'Saturday' else 'Sunday' end as weekday,
       w.school_code, w.file, w.line
from weekend w
left join held h on h.system = w.system and h.school_code = w.school_code and h.date = w.date
where h.date is null
