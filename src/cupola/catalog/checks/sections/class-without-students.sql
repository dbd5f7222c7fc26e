/* ---
id: SEC-004
title: Class that meets now has no students
module: data
role: registrar
needs: [roster_classes, roster_class_terms, roster_enrollments]
of: roster_classes
absence_of: roster_enrollments
severity: warning
says: "The class meets this term and has no students."
why: >-
  Empty classes clutter the teacher's list, count as sections taught, and often hide students who were put
  into the wrong section.
fix: >-
  Ask the scheduler of the school whether the section runs. If it was merged or cancelled, delete it or
  make it inactive; if it runs, its students are missing from the export, often because their enrollment
  starts later or the export stops at a date.
not_a_problem_when: The section is kept open for students who arrive later.
cost: {hours: 0.1}
only_if:
  sql: select count(*) > 0 from roster_enrollments e where e.is_student
  otherwise: no class enrollment is that of a student
--- */
with held as (
  select distinct e.class from roster_enrollments e where e.is_student and e.is_live and e.class is not null
)
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id,
       min(t.title) as evidence, c.file, c.line
from roster_classes c
left join roster_class_terms t on t.class = c.class
left join held on held.class = c.class
where held.class is null and c.is_live
  and ((t.begin_date <= as_of() and t.end_date >= as_of()) or c.system not in (select s.system from roster_class_terms s))
  and c.system in (select k.system from held h join roster_classes k on k.class = h.class)
group by c.system, c.sourced_id, c.school_sourced_id, c.file, c.line
