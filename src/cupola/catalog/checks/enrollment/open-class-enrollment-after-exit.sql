/* ---
id: ENR-011
title: Class enrollment goes on after the student left the school
module: data
role: registrar
needs: [roster_people, roster_classes, roster_class_terms, roster_sessions, roster_roles, roster_enrollments, roster_enrollment_rows]
of: roster_enrollments
severity: warning
says: "Student {evidence} left the school on {left_on}, but is still enrolled in class {class}."
column: end_date
why: >-
  Teachers keep the student on their lists, a seat stays taken, and the student's account keeps access to
  the courses of a school that was left.
fix: >-
  Open the student's schedule at that school and enter the last day in each class. If withdrawing a student
  does not end classes in your system, turn that setting on.
not_a_problem_when: The student came back and the new enrollment is not in the export yet.
cost: {hours: 0.2}
--- */
with gone as (
  select r.person, r.org_sourced_id, max(coalesce(r.end_date, date '9999-12-31')) as left_on
  from roster_roles r
  where r.role = 'student' and r.person is not null
  group by r.person, r.org_sourced_id
  having max(coalesce(r.end_date, date '9999-12-31')) < as_of() - 7
),
meets as (
  select t.class, max(t.end_date) as last_day
  from roster_class_terms t
  where t.end_date >= as_of() and t.begin_date <= as_of() and t.is_live
  group by t.class
),
open_seats as (
  select e.file, e.line, e.place, g.org_sourced_id, g.left_on
  from roster_enrollments e
  join gone g on g.person = e.person
  join meets m on m.class = e.class
  where e.is_student and e.is_live and (e.end_date is null or e.end_date >= as_of())
    and (e.begin_date is null or e.begin_date <= g.left_on) and m.last_day > g.left_on + 7
)
select coalesce(x.sourced_id, x.user_sourced_id) as subject, record_key(x.system, x.school_sourced_id) as school_id,
       x.user_sourced_id as evidence, x.class_sourced_id as class, o.left_on, x.file, x.line
from roster_enrollment_rows x
join open_seats o on o.file = x.file and o.line = x.line and o.place = x.place and o.org_sourced_id = x.school_sourced_id
