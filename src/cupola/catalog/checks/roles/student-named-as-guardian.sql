/* ---
id: ROL-005
title: Student is named as parent or guardian of a student
module: data
role: school_office
needs: [roster_people, roster_roles, roster_agents]
of: roster_people
severity: warning
says: "The student names {evidence} as parent or guardian, who is a student."
column: agent_sourced_ids
why: >-
  The named student gets a parent's access: grades, absences and messages of another child.
fix: >-
  Open the contacts of the student. Put the parent or guardian there instead; a brother or sister belongs
  into the family, not into the contacts with access.
not_a_problem_when: The parent of the child is a student of the district too.
cost: {hours: 0.2}
--- */
with pupils as (
  select r.person
  from roster_roles r
  where r.role is not null and r.person is not null
  group by r.person
  having count(case when r.role <> 'student' then 1 end) = 0
),
named as (
  select a.person, min(a.agent_sourced_id) as agent
  from roster_agents a
  join pupils giver on giver.person = a.person
  join pupils taker on taker.person = a.agent
  where a.is_guardian
  group by a.person
)
select u.sourced_id as subject, record_key(u.system, u.primary_org_sourced_id) as school_id,
       n.agent as evidence, u.file, u.line
from roster_people u
join named n on n.person = u.person
where u.is_live
