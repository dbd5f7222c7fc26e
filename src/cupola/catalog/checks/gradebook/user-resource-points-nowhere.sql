/* ---
id: GRB-018
title: Resource is tied to a user or resource that the export does not hold
module: data
role: vendor
needs: [oneroster_user_resources, oneroster_users, oneroster_resources]
of: oneroster_user_resources
severity: error
says: "The link points to {evidence}, which neither users.csv nor resources.csv holds."
why: >-
  The person does not get the book or program, and a licence is paid for nobody.
fix: >-
  Export resources and their links in the same run as classes, courses and users.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       case when a.sourced_id is null then r.user_sourced_id else r.resource_sourced_id end as evidence, r.file, r.line
from oneroster_user_resources r
left join oneroster_users a on a.system = r.system and a.sourced_id = r.user_sourced_id
left join oneroster_resources b on b.system = r.system and b.sourced_id = r.resource_sourced_id
where r.is_live
  and ((r.user_sourced_id is not null and a.sourced_id is null and r.system in (select k.system from oneroster_users k))
    or (r.resource_sourced_id is not null and b.sourced_id is null and r.system in (select k.system from oneroster_resources k)))
