/* ---
id: GRB-021
title: Score scale belongs to a class or course that the export does not hold
module: data
role: vendor
needs: [oneroster_score_scales, oneroster_classes, oneroster_courses]
of: oneroster_score_scales
severity: error
says: "The scale belongs to {evidence}, which neither classes.csv nor courses.csv holds."
why: >-
  Grades in words cannot be read: nobody knows which scale they follow.
fix: >-
  Export scales, classes and courses in one run; take away scales of classes that are gone.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       case when a.sourced_id is null then r.class_sourced_id else r.course_sourced_id end as evidence, r.file, r.line
from oneroster_score_scales r
left join oneroster_classes a on a.system = r.system and a.sourced_id = r.class_sourced_id
left join oneroster_courses b on b.system = r.system and b.sourced_id = r.course_sourced_id
where r.is_live
  and ((r.class_sourced_id is not null and a.sourced_id is null and r.system in (select k.system from oneroster_classes k))
    or (r.course_sourced_id is not null and b.sourced_id is null and r.system in (select k.system from oneroster_courses k)))
