/* ---
id: SDS-016
title: Relationship names somebody who is not among the users of the set
module: data
role: data_steward
needs: [sds_relationships, sds_users]
of: sds_relationships
severity: error
says: "The relationship names {evidence}, who is not among the users of the set."
refers: sds_users
why: >-
  Messages to parents reach nobody for this student.
fix: >-
  Export contacts among the users, in the same run as the relationships.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.user_sourced_id || ':' || r.relationship_user_sourced_id as subject, cast(null as varchar) as school_id,
       case when s.sourced_id is null then r.user_sourced_id else r.relationship_user_sourced_id end as evidence,
       r.file, r.line
from sds_relationships r
left join sds_users s on s.system = r.system and s.sourced_id = r.user_sourced_id
left join sds_users c on c.system = r.system and c.sourced_id = r.relationship_user_sourced_id
where (s.sourced_id is null or c.sourced_id is null)
  and r.user_sourced_id is not null and r.relationship_user_sourced_id is not null
  and r.system in (select k.system from sds_users k)
