/* ---
id: CLV-013
title: Section has no students in Clever
module: data
role: registrar
needs: [clever_sections, clever_enrollments]
of: clever_sections
absence_of: clever_enrollments
severity: warning
says: "The section has no students."
column: Section_id
why: >-
  The teacher sees an empty class, and looks for the students in vain.
fix: >-
  Find out whether the students are scheduled in another section, or the export leaves their enrollments
  out.
not_a_problem_when: >-
  The section is kept for students who come later.
cost: {hours: 0.2}
--- */
with filled as (
  select distinct e.system, e.section_id from clever_enrollments e
)
select c.section_id as subject, min(record_key(c.system, c.school_id)) as school_id,
       cast(null as varchar) as evidence, min(c.file) as file, min(c.line) as line
from clever_sections c
left join filled f on f.system = c.system and f.section_id = c.section_id
where f.section_id is null and c.section_id is not null
  and (c.term_end is null or c.term_end >= as_of())
  and c.system in (select k.system from filled k)
group by c.system, c.section_id
