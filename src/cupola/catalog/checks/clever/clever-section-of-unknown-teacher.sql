/* ---
id: CLV-008
title: Section names a teacher whom teachers.csv does not hold
module: data
role: data_steward
needs: [clever_sections, clever_teachers]
of: clever_sections
severity: error
says: "The section names teacher {evidence}, whom teachers.csv does not hold."
column: Teacher_id
refers: clever_teachers
why: >-
  Clever refuses the section when its first teacher is unknown, and leaves out the others.
fix: >-
  See whether the teacher left or is new and not yet exported. Export both files in one run.
not_a_problem_when: >-
  The place is vacant and the number stands for it.
cost: {hours: 0.2}
--- */
with named as (
  select c.system, c.section_id, c.school_id, c.file, c.line, trim(unnest([c.teacher_id, c.teacher_2_id,
         c.teacher_3_id, c.teacher_4_id, c.teacher_5_id, c.teacher_6_id, c.teacher_7_id, c.teacher_8_id,
         c.teacher_9_id, c.teacher_10_id])) as target
  from clever_sections c
)
select n.section_id as subject, record_key(n.system, n.school_id) as school_id, min(n.target) as evidence,
       n.file, n.line
from named n
left join clever_teachers t on t.system = n.system and t.teacher_id = n.target
where n.target <> '' and t.teacher_id is null
  and n.system in (select k.system from clever_teachers k)
group by n.system, n.section_id, n.school_id, n.file, n.line
