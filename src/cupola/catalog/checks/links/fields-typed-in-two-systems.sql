/* ---
id: LNK-016
title: Fields are kept in two systems and drift apart
module: data
role: data_steward
needs: [link_fields]
of: link_fields
severity: note
says: >-
  The student system and {subject} both keep {fields} fields of the same {evidence} people, and do not agree in
  {differ} cells: what is typed twice drifts apart.
why: >-
  Everything that is typed twice costs the time twice, and each difference is looked up by hand later.
fix: >-
  Decide for each field which system owns it, and have the other one take it over by itself instead of asking again.
not_a_problem_when: >-
  A feed fills the second system and only runs late.
cost: {hours: 4}
--- */
select f.right_system as subject, cast(max(f.people) as varchar) as evidence, cast(count(*) as varchar) as fields,
       cast(sum(f.people - f.same) as varchar) as differ, min(f.file) as file, min(f.line) as line
from link_fields f
group by f.left_system, f.right_system
having sum(f.people - f.same) > 0
