/* ---
id: CLV-011
title: Enrollment is at another school than its section
module: data
role: data_steward
needs: [clever_enrollments, clever_sections]
of: clever_enrollments
severity: error
says: "The enrollment is at school {evidence}, its section at {other}."
column: School_id
why: >-
  Clever sorts by school and does not find the section there, so the student misses it.
fix: >-
  Take the school from the section, not from the student.
not_a_problem_when: >-
  The two schools are one under two codes, and Clever was told.
cost: {hours: 0.2}
--- */
with homes as (
  select c.system, c.section_id, min(c.school_id) as school_id
  from clever_sections c
  group by c.system, c.section_id
  having count(distinct c.school_id) = 1
)
select e.section_id || ':' || e.student_id as subject, record_key(e.system, h.school_id) as school_id,
       e.school_id as evidence, h.school_id as other, e.file, e.line
from clever_enrollments e
join homes h on h.system = e.system and h.section_id = e.section_id
where e.school_id <> h.school_id
