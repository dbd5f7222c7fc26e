/* ---
id: GRB-020
title: Role names a user profile that the export does not hold
module: data
role: technician
needs: [oneroster_roles, oneroster_user_profiles]
of: oneroster_roles
severity: error
says: "The role names profile {evidence}, which userProfiles.csv does not hold."
column: userProfileSourcedId
refers: oneroster_user_profiles
why: >-
  The receiver does not know with which account the person takes this role.
fix: >-
  Export userProfiles.csv in the same run, or leave the column empty.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       r.user_profile_sourced_id as evidence, r.file, r.line
from oneroster_roles r
left join oneroster_user_profiles t on t.system = r.system and t.sourced_id = r.user_profile_sourced_id
where r.user_profile_sourced_id is not null and t.sourced_id is null
  and r.is_live
  and r.system in (select k.system from oneroster_user_profiles k)
