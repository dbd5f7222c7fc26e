/* ---
id: ENR-011
title: Class enrollment goes on after the student left the school
module: data
role: registrar
needs: [oneroster_enrollments, oneroster_classes, oneroster_academic_sessions, oneroster_users, oneroster_orgs, person_org_roles]
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
  select u.system, u.sourced_id, o.sourced_id as school, r.org_id, max(r.end_date) as left_on
  from (select p.system, p.person_id, p.org_id, max(coalesce(p.end_date, date '9999-12-31')) as end_date
        from person_org_roles p where lower(p.role) = 'student'
        group by p.system, p.person_id, p.org_id
        having max(coalesce(p.end_date, date '9999-12-31')) < as_of() - 7) r
  join oneroster_users u on u.system = r.system and record_key(u.system, u.sourced_id) = r.person_id
  join oneroster_orgs o on o.system = r.system and record_key(o.system, o.sourced_id) = r.org_id
  group by u.system, u.sourced_id, o.sourced_id, r.org_id
),
held as (
  select g.system, g.sourced_id, g.org_id, g.left_on, e.sourced_id as enrollment, c.sourced_id as class_id, e.file, e.line,
         trim(unnest(string_split(c.term_sourced_ids, ','))) as term
  from gone g
  join oneroster_enrollments e on e.system = g.system and e.user_sourced_id = g.sourced_id
    and e.school_sourced_id = g.school
  join oneroster_classes c on c.system = e.system and c.sourced_id = e.class_sourced_id
  where lower(e.role) = 'student' and (e.end_date is null or e.end_date >= as_of())
    and (e.begin_date is null or e.begin_date <= g.left_on)
    and coalesce(lower(e.status), '') not in ('tobedeleted', 'inactive')
    and coalesce(lower(c.status), '') not in ('tobedeleted', 'inactive')
)
select h.enrollment as subject, h.org_id as school_id, h.sourced_id as evidence, h.class_id as class, h.left_on,
       h.file, h.line
from held h
join oneroster_academic_sessions s on s.system = h.system and s.sourced_id = h.term
where s.end_date >= as_of() and s.end_date > h.left_on + 7 and s.start_date <= as_of()
group by h.enrollment, h.org_id, h.sourced_id, h.class_id, h.left_on, h.file, h.line
