/* ---
id: ROL-001
title: Role in the class contradicts the role of the person
module: data
role: registrar
needs: [roster_people, roster_roles, roster_enrollments, roster_enrollment_rows]
of: roster_enrollments
severity: error
says: "Enrolled in the class as {evidence}, but the person is {held} everywhere else."
column: role
why: >-
  A student enrolled as teacher can see and change the grades of others. A teacher enrolled as student sees
  no gradebook and counts as a pupil.
fix: >-
  Open the class list. If the person teaches the class, correct the role in the staff record; if not,
  remove the person from the list of teachers (or students) of this section.
not_a_problem_when: Staff take this class as learners, such as a course for teachers.
cost: {hours: 0.2}
--- */
with holders as (
  select r.person, min(r.role) as held, count(case when r.role = 'student' then 1 end) as student_roles,
         count(case when r.role not in ('student', 'parent', 'guardian', 'relative') then 1 end) as staff_roles
  from roster_roles r
  where r.role is not null and r.person is not null
  group by r.person
),
suspects as (
  select e.file, e.line, e.place, h.held, h.student_roles, h.staff_roles
  from roster_enrollments e
  join holders h on h.person = e.person
  where e.is_live and case when e.is_student then h.student_roles = 0
                           else h.student_roles > 0 and h.staff_roles = 0 end
)
select coalesce(x.sourced_id, x.user_sourced_id) as subject, record_key(x.system, x.school_sourced_id) as school_id, x.role as evidence,
       s.held, x.file, x.line
from roster_enrollment_rows x
join suspects s on s.file = x.file and s.line = x.line and s.place = x.place
where x.role in ('student', 'teacher', 'administrator')
