/* ---
id: ENR-011
title: Class enrollment goes on after the student left the school
module: data
role: registrar
needs: [oneroster_enrollments, oneroster_classes, oneroster_academic_sessions, oneroster_users, person_org_roles]
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
  select r.person_id, r.org_id, max(coalesce(r.end_date, date '9999-12-31')) as left_on
  from person_org_roles r
  where lower(r.role) = 'student'
  group by r.person_id, r.org_id
  having max(coalesce(r.end_date, date '9999-12-31')) < as_of() - 7
),
leavers as (
  select distinct u.system, u.sourced_id, g.org_id, g.left_on
  from gone g
  join oneroster_users u on u.person_key = g.person_id
),
seats as (
  select e.system, e.sourced_id, e.user_sourced_id, e.class_sourced_id, e.file, e.line, g.org_id, g.left_on
  from leavers g
  join oneroster_enrollments e on e.system = g.system and e.user_sourced_id = g.sourced_id
  where e.role_word = 'student' and e.is_live
  group by e.system, e.sourced_id, e.user_sourced_id, e.class_sourced_id, e.file, e.line, g.org_id, g.left_on
  having max(record_key(e.system, e.school_sourced_id)) = g.org_id
     and max(coalesce(e.end_date, as_of())) >= as_of() and max(coalesce(e.begin_date, g.left_on)) <= g.left_on
),
meets as (
  select s.system, s.sourced_id, s.user_sourced_id, s.class_sourced_id, s.file, s.line, s.org_id, s.left_on,
         trim(unnest(string_split(c.term_sourced_ids, ','))) as term
  from seats s
  join oneroster_classes c on c.system = s.system and c.sourced_id = s.class_sourced_id
  where c.is_live
)
select m.sourced_id as subject, m.org_id as school_id, m.user_sourced_id as evidence,
       m.class_sourced_id as class, m.left_on, m.file, m.line
from meets m
join oneroster_academic_sessions t on t.system = m.system and t.sourced_id = m.term
where t.end_date >= as_of() and t.end_date > m.left_on + 7 and t.start_date <= as_of()
group by m.sourced_id, m.org_id, m.user_sourced_id, m.class_sourced_id, m.left_on, m.file, m.line
