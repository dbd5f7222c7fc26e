/* ---
id: SEC-001
title: Class has students but no teacher
module: data
role: registrar
needs: [roster_classes, roster_enrollments]
of: roster_classes
absence_of: roster_enrollments
severity: warning
says: "The class has {evidence} students and no teacher."
why: >-
  Nobody sees the class in the gradebook, the learning platform or the attendance screen, so nobody can
  take attendance or post work. The state counts it as taught by no one.
fix: >-
  Open the section in the master schedule and look at its teacher. If none is set, set one (a substitute or
  the head of department until the post is filled). If one is set, find out why the export leaves the
  teacher out, often a start date in the future or a staff record that is not active.
not_a_problem_when: >-
  The class has no teacher by design, such as a period away from campus or a placeholder for scheduling.
cost: {hours: 0.2}
only_if:
  sql: select count(*) > 0 from roster_enrollments e where e.is_teacher
  otherwise: no class enrollment is that of a teacher
--- */
with staffed as (
  select e.class, bool_or((e.end_date is null or e.end_date >= as_of()) and e.is_live) as now
  from roster_enrollments e
  where e.is_teacher
  group by e.class
),
bare as (
  select c.class, c.system, c.sourced_id, c.school_sourced_id, c.file, c.line
  from roster_classes c
  left join staffed t on t.class = c.class
  where t.now is not true and c.is_live
),
held as (
  select e.class, count(*) as students
  from roster_enrollments e
  join bare b on b.class = e.class
  where e.is_student and (e.begin_date is null or e.begin_date <= as_of())
    and (e.end_date is null or e.end_date >= as_of()) and e.is_live
  group by e.class
)
select b.sourced_id as subject, record_key(b.system, b.school_sourced_id) as school_id, h.students as evidence,
       b.file, b.line
from bare b
join held h on h.class = b.class
where b.system in (select k.system from staffed t join roster_classes k on k.class = t.class)
