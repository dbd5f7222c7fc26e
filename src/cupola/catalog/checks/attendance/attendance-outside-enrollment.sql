/* ---
id: ATT-002
title: Attendance is recorded on a day when the student was not enrolled
module: data
role: school_office
needs: [attendance_list, student_list]
of: attendance_list
severity: error
says: Student {subject} has attendance at school {school_code} on {evidence}, but was enrolled there only
  {stay}.
column: date
why: The state compares days of attendance with days of enrollment and refuses the record. Either the absence
  or the entry or exit date is wrong, and the date decides on money.
fix: Ask the school office when the student really came or left. Correct the entry or exit date, or delete
  the absences outside it.
not_a_problem_when: The student left one school and came back, and the list shows the last stay only.
cost: {hours: 0.2}
only_if:
  sql: select count(*) > 0 from student_list l join source_systems s on s.system = l.system and s.kind = 'state'
    join attendance_list a on a.local_id = l.local_id and a.school_code = l.school_code
  otherwise: the attendance list and the state file share no students and school codes
--- */
with stays as (
  select l.local_id, l.school_code, min(coalesce(l.entry_date, date '0001-01-01')) as entered_on,
         max(coalesce(l.exit_date, date '9999-12-31')) as left_on
  from student_list l
  join source_systems s on s.system = l.system and s.kind = 'state'
  where l.local_id is not null and l.school_code is not null
  group by l.local_id, l.school_code
),
beginning as (
  -- The first day of school is the entry date that most students share. Absences long before it are of another year.
  select entered_on as first_day
  from (select entered_on, count(*) as students from stays where entered_on > date '0001-01-01' group by entered_on) e
  order by students desc, entered_on
  limit 1
)
select a.local_id as subject, cast(a.date as varchar) as evidence, a.school_code,
       case when a.date < t.entered_on then 'from ' || cast(t.entered_on as varchar) else 'until ' || cast(t.left_on as varchar) end as stay,
       a.file, a.line
from attendance_list a
join stays t on t.local_id = a.local_id and t.school_code = a.school_code
left join beginning b on true
-- Some systems take the last day, others the day after it, for the exit date: one day is let pass.
where a.date > t.left_on + interval '1' day
   or (a.date < t.entered_on and (b.first_day is null or a.date >= b.first_day - interval '21' day))
