/* ---
id: SEC-002
title: Class has teachers, but none is marked as the primary one
module: data
role: registrar
needs: [roster_classes, roster_enrollments]
of: roster_classes
absence_of: roster_enrollments
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
    from (select count(case when e.is_primary then 1 end) as primaries from roster_enrollments e
          where e.is_teacher group by e.class) led
  otherwise: this export marks few or no teachers as primary
--- */
with led as (
  select e.class, count(distinct coalesce(e.person, -e.line)) as teachers, count(case when e.is_primary then 1 end) as primaries
  from roster_enrollments e
  where e.is_teacher and (e.end_date is null or e.end_date >= as_of()) and e.is_live and e.class is not null
  group by e.class
),
usual as (
  select c.system
  from led
  join roster_classes c on c.class = led.class
  group by c.system
  having count(case when led.primaries > 0 then 1 end) * 2 > count(*)
)
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id,
       led.teachers as evidence, c.file, c.line
from led
join roster_classes c on c.class = led.class
where led.primaries = 0 and c.is_live and c.system in (select usual.system from usual)
