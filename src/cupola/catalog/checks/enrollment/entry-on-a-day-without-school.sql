/* ---
id: ENR-014
title: Student entered on a Saturday or Sunday
module: data
role: school_office
needs: [student_list]
of: student_list
severity: warning
says: >-
  Student {subject} entered on {evidence}, which was no school day.
column: entry_date
why: >-
  Attendance and funding begin on a day of school. The state may refuse the entry.
fix: >-
  Enter the first day on which the student was in school.
not_a_problem_when: >-
  The school teaches on Saturdays.
cost: {hours: 0.2}
--- */
with weekends as (
  select l.system, l.file, count(case when isodow(l.entry_date) >= 6 then 1 end) as times, count(*) as entries
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  where l.entry_date is not null
  group by l.system, l.file
)
select coalesce(l.local_id, l.state_id, l.record_id) as subject, cast(l.entry_date as varchar) as evidence, l.school_code, l.file, l.line
from weekends w
join student_list l on l.system = w.system and l.file = w.file
-- Where many begin on such a day, it is the day on which the year was set up.
where w.times > 0 and 4 * w.times <= w.entries and isodow(l.entry_date) >= 6
