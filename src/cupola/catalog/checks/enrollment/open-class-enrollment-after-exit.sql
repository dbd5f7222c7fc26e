/* ---
id: ENR-011
title: Class enrollment goes on after the student left the school
module: data
role: registrar
needs: [oneroster_users, oneroster_enrollments, oneroster_classes, oneroster_academic_sessions, roster_roles, roster_enrollments, roster_enrollment_rows]
of: oneroster_enrollments
severity: warning
says: "Student {evidence} left the school on {left_on}, but is still enrolled in class {class}."
column: endDate
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
open_seats as (
  select e.file, e.line, g.org_sourced_id, g.left_on
  from roster_enrollments e
  join gone g on g.person = e.person
  where e.is_student and e.is_live and (e.end_date is null or e.end_date >= as_of())
    and (e.begin_date is null or e.begin_date <= g.left_on)
),
seats as (
  select x.system, x.sourced_id, x.user_sourced_id, x.class_sourced_id, x.school_sourced_id, o.left_on, x.file, x.line
  from roster_enrollment_rows x
  join open_seats o on o.file = x.file and o.line = x.line and o.org_sourced_id = x.school_sourced_id
),
meets as (
  select s.system, s.sourced_id, s.user_sourced_id, s.class_sourced_id, s.school_sourced_id, s.left_on, s.file, s.line,
         trim(unnest(string_split(c.term_sourced_ids, ','))) as term
  from seats s
  join oneroster_classes c on c.system = s.system and c.sourced_id = s.class_sourced_id
  where c.is_live
)
select m.sourced_id as subject, record_key(m.system, m.school_sourced_id) as school_id, m.user_sourced_id as evidence,
       m.class_sourced_id as class, m.left_on, m.file, m.line
from meets m
join oneroster_academic_sessions t on t.system = m.system and t.sourced_id = m.term
where t.end_date >= as_of() and t.end_date > m.left_on + 7 and t.start_date <= as_of()
group by m.system, m.sourced_id, m.school_sourced_id, m.user_sourced_id, m.class_sourced_id, m.left_on, m.file, m.line
