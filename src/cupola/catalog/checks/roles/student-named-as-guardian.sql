/* ---
id: ROL-005
title: Student is named as parent or guardian of a student
module: data
role: school_office
needs: [oneroster_users, person_org_roles]
of: oneroster_users
severity: warning
says: "The student names {evidence} as parent or guardian, who is a student."
column: agentSourcedIds
why: >-
  The named student gets a parent's access: grades, absences and messages of another child.
fix: >-
  Open the contacts of the student. Put the parent or guardian there instead; a brother or sister belongs
  into the family, not into the contacts with access.
not_a_problem_when: The parent of the child is a student of the district too.
cost: {hours: 0.2}
--- */
with pupils as (
  select u.system, u.sourced_id
  from (select r.system, r.person_id from person_org_roles r
        where r.role is not null
        group by r.system, r.person_id
        having max(case when lower(r.role) = 'student' then 0 else 1 end) = 0) only_student
  join oneroster_users u on u.system = only_student.system
    and u.person_key = only_student.person_id
),
named as (
  select u.system, u.sourced_id, u.primary_org_sourced_id, u.file, u.line,
         trim(unnest(string_split(u.agent_sourced_ids, ','))) as agent
  from oneroster_users u
  where u.agent_sourced_ids is not null and u.is_live
),
wrong as (
  select named.system, named.sourced_id, named.primary_org_sourced_id, named.file, named.line,
         min(named.agent) as agent
  from named
  join pupils on pupils.system = named.system and pupils.sourced_id = named.agent
  group by named.system, named.sourced_id, named.primary_org_sourced_id, named.file, named.line
)
select w.sourced_id as subject, record_key(w.system, w.primary_org_sourced_id) as school_id,
       w.agent as evidence, w.file, w.line
from wrong w
join pupils on pupils.system = w.system and pupils.sourced_id = w.sourced_id
