/* ---
id: GRB-019
title: User profile belongs to somebody whom the export does not hold
module: data
role: technician
needs: [oneroster_user_profiles, oneroster_users]
of: oneroster_user_profiles
severity: error
says: "The profile belongs to {evidence}, whom users.csv does not hold."
column: userSourcedId
refers: oneroster_users
why: >-
  The sign-in that the profile describes works for nobody.
fix: >-
  Export users and profiles in one run; delete profiles of people who left.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       r.user_sourced_id as evidence, r.file, r.line
from oneroster_user_profiles r
left join oneroster_users t on t.system = r.system and t.sourced_id = r.user_sourced_id
where r.user_sourced_id is not null and t.sourced_id is null
  and r.is_live
  and r.system in (select k.system from oneroster_users k)
