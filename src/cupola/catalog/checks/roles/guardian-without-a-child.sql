/* ---
id: ROL-007
title: Parent or guardian is tied to no student
module: data
role: school_office
needs: [roster_people, roster_roles, roster_agents]
of: roster_people
severity: note
says: "The person is a {evidence}, but no student names the person and the person names no student."
column: agent_sourced_ids
why: >-
  The account opens nothing, messages go to somebody whose children may have left, and private data are
  kept without need.
fix: >-
  Search for the person among the contacts in the student information system. If the children left, make the
  contact inactive; if not, the link to the child is missing from the export.
not_a_problem_when: The parent is kept for a child who will enroll.
cost: {hours: 0.1}
only_if:
  sql: select count(*) > 0 from roster_agents a
  otherwise: the export ties no parent to any student
--- */
with tied as (
  select a.person from roster_agents a
  union all
  select a.agent from roster_agents a where a.agent is not null
),
lonely as (
  select r.person, min(r.role) as role
  from roster_roles r
  left join tied on tied.person = r.person
  where tied.person is null and r.role is not null and r.person is not null
  group by r.person
  having count(case when r.role not in ('parent', 'guardian', 'relative') then 1 end) = 0
)
select u.sourced_id as subject, cast(null as varchar) as school_id, l.role as evidence, u.file, u.line
from roster_people u
join lonely l on l.person = u.person
where u.is_active and u.system in (select distinct a.system from roster_agents a)
