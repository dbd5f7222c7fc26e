/* ---
id: SEC-001
title: Class has students but no teacher
module: data
role: registrar
needs: [oneroster_classes, oneroster_enrollments]
of: oneroster_classes
absence_of: oneroster_enrollments
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
  sql: select count(*) > 0 from oneroster_enrollments e where e.role_word = 'teacher'
  otherwise: enrollments.csv holds no teacher at all
--- */
with taught as (
  select distinct e.system, e.class_sourced_id
  from oneroster_enrollments e
  where e.role_word = 'teacher' and (e.end_date is null or e.end_date >= as_of())
    and e.is_live
),
bare as (
  select c.system, c.sourced_id, c.school_sourced_id, c.file, c.line
  from oneroster_classes c
  left join taught t on t.system = c.system and t.class_sourced_id = c.sourced_id
  where t.class_sourced_id is null and c.is_live
)
select bare.sourced_id as subject, record_key(bare.system, bare.school_sourced_id) as school_id,
       count(case when (e.begin_date is null or e.begin_date <= as_of())
                    and (e.end_date is null or e.end_date >= as_of())
                    and e.is_live then 1 end) as evidence,
       bare.file, bare.line
from bare
join oneroster_enrollments e on e.system = bare.system and e.class_sourced_id = bare.sourced_id
where e.role_word = 'student'
group by bare.system, bare.sourced_id, bare.school_sourced_id, bare.file, bare.line
having count(case when (e.begin_date is null or e.begin_date <= as_of())
                    and (e.end_date is null or e.end_date >= as_of())
                    and e.is_live then 1 end) > 0
