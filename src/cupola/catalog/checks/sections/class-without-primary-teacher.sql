/* ---
id: SEC-002
title: Class has teachers, but none is marked as the primary one
module: data
role: registrar
needs: [oneroster_classes, oneroster_enrollments]
of: oneroster_classes
absence_of: oneroster_enrollments
severity: warning
says: "No teacher of the class is marked as primary (teachers: {evidence})."
why: >-
  Gradebooks and state reports credit the class to its primary teacher. Without one the class opens for
  nobody, or grades cannot be handed in.
fix: >-
  Open the section in the master schedule and mark the teacher of record as primary (in some systems
  "lead" or "teacher of record"), then export again.
not_a_problem_when: The teacher of record is away and a long-term substitute holds the class.
cost: {hours: 0.1}
only_if:
  sql: >-
    select count(case when led.primaries > 0 then 1 end) * 2 > count(*)
    from (select count(case when e."primary" then 1 end) as primaries from oneroster_enrollments e
          where e.role_word = 'teacher' group by e.system, e.class_sourced_id) led
  otherwise: this export marks few or no teachers as primary
--- */
with led as (
  select e.system, e.class_sourced_id, count(distinct e.user_sourced_id) as teachers
  from oneroster_enrollments e
  where e.role_word = 'teacher' and (e.end_date is null or e.end_date >= as_of())
    and e.is_live
  group by e.system, e.class_sourced_id
  having count(case when e."primary" then 1 end) = 0
)
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id,
       led.teachers as evidence, c.file, c.line
from led
join oneroster_classes c on c.system = led.system and c.sourced_id = led.class_sourced_id
where c.is_live
