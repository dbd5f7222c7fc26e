/* ---
id: GRD-005
title: Grade of a student changed in the middle of the year
module: data
role: school_office
needs: [student_list]
of: student_list
severity: warning
says: >-
  Student {subject} is in grade {evidence} at one school of this year and in grade {other} at
  another.
column: grade
why: >-
  One of the two is wrong, unless the student was moved up or back on purpose. Tests and promotion
  follow the grade.
fix: >-
  Ask the school where the student is now, and correct the grade of the other enrollment.
not_a_problem_when: >-
  The student was moved up or back by decision of the school.
cost: {hours: 0.2}
--- */
with year as (
  select cast((case when month(as_of()) >= 7 then year(as_of()) else year(as_of()) - 1 end) || '-07-01' as date) as first_day
),
several as (
  select l.system, l.local_id, arg_min(l.grade, l.entry_date) as one, arg_max(l.grade, l.entry_date) as other,
         max(l.line) as line, arg_max(l.file, l.line) as file, min(l.school_code) as school_code
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  cross join year y
  where l.local_id is not null and l.grade is not null and l.entry_date >= y.first_day
  group by l.system, l.local_id
  having count(distinct l.grade) > 1
)
select s.local_id as subject, s.one as evidence, s.other, s.school_code, s.file, s.line
from several s
