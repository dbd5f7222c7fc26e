/* ---
id: GRB-016
title: Resource is tied to a class or resource that the export does not hold
module: data
role: vendor
needs: [oneroster_class_resources, oneroster_classes, oneroster_resources]
of: oneroster_class_resources
severity: error
says: "The link points to {evidence}, which neither classes.csv nor resources.csv holds."
why: >-
  The link is refused, and the class works without the book or program it should have.
fix: >-
  Export resources and their links in the same run as classes, courses and users.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       case when a.sourced_id is null then r.class_sourced_id else r.resource_sourced_id end as evidence, r.file, r.line
from oneroster_class_resources r
left join oneroster_classes a on a.system = r.system and a.sourced_id = r.class_sourced_id
left join oneroster_resources b on b.system = r.system and b.sourced_id = r.resource_sourced_id
where r.is_live
  and ((r.class_sourced_id is not null and a.sourced_id is null and r.system in (select k.system from oneroster_classes k))
    or (r.resource_sourced_id is not null and b.sourced_id is null and r.system in (select k.system from oneroster_resources k)))
