/* ---
id: CLV-014
title: Section begins later, and Clever leaves it out until then
module: data
role: data_steward
needs: [clever_sections]
of: clever_sections
severity: note
says: "The section begins on {evidence}; Clever leaves it out until then, and its enrollments with it."
column: Term_start
why: >-
  Teachers who set up their classes before the first day find nothing in their applications.
fix: >-
  If classes are wanted before, begin the term earlier in the export, such as a week before the first
  day.
not_a_problem_when: >-
  It is the second semester, and nobody prepares it yet.
cost: {hours: 0.05}
--- */
select c.section_id as subject, min(record_key(c.system, c.school_id)) as school_id,
       cast(min(c.term_start) as varchar) as evidence, min(c.file) as file, min(c.line) as line
from clever_sections c
where c.section_id is not null
group by c.system, c.section_id
having min(c.term_start) > as_of() and count(*) = count(c.term_start)
