/* ---
id: SDS-012
title: User of the set has no role
module: data
role: registrar
needs: [sds_users, sds_roles, persons]
of: sds_users
absence_of: sds_roles
severity: warning
says: "The person stands in users.csv, has no role, and is no contact of anybody."
why: >-
  School Data Sync does not know whether it is a student or a teacher, and leaves the person out.
fix: >-
  Add the role and school of the person, or take the row out if the person left.
not_a_problem_when: >-
  It is a contact whose student is not in this set.
cost: {hours: 0.2}
--- */
with roleless as (
  select u.system, u.sourced_id, u.file, u.line
  from sds_users u
  left join sds_roles r on r.system = u.system and r.user_sourced_id = u.sourced_id
  where r.user_sourced_id is null and u.sourced_id is not null
    and u.system in (select k.system from sds_roles k)
)
select n.sourced_id as subject, cast(null as varchar) as school_id, cast(null as varchar) as evidence, n.file, n.line
from roleless n
join persons p on p.person_id = record_key(n.system, n.sourced_id)
where not p.is_student and not p.is_staff and not p.is_contact
