/* ---
id: ROL-004
title: Person has no role at any school
module: data
role: data_steward
needs: [oneroster_users, oneroster_roles, roster_people, roster_roles]
of: oneroster_users
absence_of: oneroster_roles
severity: error
says: "The person is active but has no row in roles.csv."
why: >-
  Without a role the person is neither student nor teacher nor parent to any tool, and sees nothing after
  signing in.
fix: >-
  Open the person in the student information system. If the school or the assignment is missing there, enter
  it; if it is there, export users and roles again in one run. If the person left, make the record inactive.
not_a_problem_when: Never in a full export; the standard asks for at least one role.
cost: {hours: 0.2}
--- */
select u.sourced_id as subject, record_key(u.system, u.primary_org_sourced_id) as school_id,
       cast(null as varchar) as evidence, u.file, u.line
from roster_people u
left join roster_roles r on r.person = u.person
where r.person is null and u.is_active
  and u.system in (select distinct t.system from oneroster_roles t)
