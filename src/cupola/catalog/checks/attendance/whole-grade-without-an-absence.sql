/* ---
id: ATT-008
title: Whole grade of a school was never absent
module: data
role: school_office
needs: [attendance_list, student_list]
of: student_list
severity: warning
says: >-
  None of the {students} students in grade {evidence} of school {school_code} has an absence, while
  other grades have many.
why: >-
  Nobody takes attendance in these classes, or their classes are not in the export. Funding by
  attendance cannot be shown to an auditor.
fix: >-
  Ask the teachers of the grade how they take attendance, and see whether their classes are in the
  system that sends it.
not_a_problem_when: >-
  The grade begins later in the year.
cost: {hours: 1}
--- */
with absent as (
  select local_id, school_code, count(*) as times
  from attendance_list
  where category in ('absent', 'excused', 'unexcused') and local_id is not null
  group by local_id, school_code
),
pupils as (
  select l.school_code, l.local_id, min(l.grade) as grade, min(l.line) as line, arg_min(l.file, l.line) as file
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  where l.local_id is not null and l.school_code is not null and l.grade is not null
    and l.entry_date <= as_of() - interval '30' day and (l.exit_date is null or l.exit_date >= as_of())
  group by l.school_code, l.local_id
),
grades as (
  select p.school_code, p.grade, count(distinct p.local_id) as students, coalesce(sum(a.times), 0) as times, min(p.line) as line, arg_min(p.file, p.line) as file
  from pupils p
  left join absent a on a.local_id = p.local_id and coalesce(a.school_code, p.school_code) = p.school_code
  group by p.school_code, p.grade
),
schools as (
  select school_code, sum(students) as students, sum(times) as times from grades group by school_code
)
select g.school_code || ' ' || g.grade as subject, g.grade as evidence, g.students, g.school_code, g.file, g.line
from grades g
join schools c on c.school_code = g.school_code
-- At the pace of the other grades there would have been twelve absences or more: it did not just have luck.
where g.times = 0 and g.students >= 10 and c.times * g.students >= 12 * (c.students - g.students)
