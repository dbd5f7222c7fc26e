/* ---
id: SEC-004
title: Class that meets now has no students
module: data
role: registrar
needs: [oneroster_classes, oneroster_enrollments, oneroster_academic_sessions]
of: oneroster_classes
absence_of: oneroster_enrollments
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
  sql: select count(*) > 0 from oneroster_enrollments e where e.role_word = 'student'
  otherwise: enrollments.csv holds no student at all
--- */
with bare as (
  select c.system, c.sourced_id, c.school_sourced_id, c.term_sourced_ids, c.file, c.line
  from oneroster_classes c
  left join (select distinct e.system, e.class_sourced_id from oneroster_enrollments e
             where e.role_word = 'student'
               and e.is_live) held
    on held.system = c.system and held.class_sourced_id = c.sourced_id
  where held.class_sourced_id is null and c.is_live
),
named as (
  select bare.system, bare.sourced_id, trim(unnest(string_split(bare.term_sourced_ids, ','))) as term
  from bare
)
select bare.sourced_id as subject, record_key(bare.system, bare.school_sourced_id) as school_id,
       min(s.title) as evidence, bare.file, bare.line
from bare
join named on named.system = bare.system and named.sourced_id = bare.sourced_id
join oneroster_academic_sessions s on s.system = named.system and s.sourced_id = named.term
where s.start_date <= as_of() and s.end_date >= as_of()
group by bare.system, bare.sourced_id, bare.school_sourced_id, bare.file, bare.line
