/* ---
id: ORG-001
title: School stands outside the district's tree of schools
module: data
role: data_steward
needs: [roster_orgs]
of: roster_orgs
severity: warning
says: "Nothing stands above it, while {evidence} others stand under an organization of this export."
column: parent_sourced_id
why: >-
  Reports and settings for the whole district pass by a school that hangs on nothing; its students are
  missing from district totals.
fix: >-
  Open the list of schools in the student information system and put this one under the district, then
  export again. A closed or test school is better left out of the export.
not_a_problem_when: >-
  The school does not belong to the district, such as a partner or charter school whose students you host.
cost: {hours: 0.2}
--- */
with live as (
  select o.system, o.sourced_id, o.parent_sourced_id, o.file, o.line
  from roster_orgs o
  where o.is_live
),
parents as (
  select distinct system, parent_sourced_id from live where parent_sourced_id is not null
),
hanging as (
  select live.system, count(*) as orgs
  from live
  join live above on above.system = live.system and above.sourced_id = live.parent_sourced_id
  group by live.system
)
select live.sourced_id as subject, record_key(live.system, live.sourced_id) as school_id,
       hanging.orgs as evidence, live.file, live.line
from live
join hanging on hanging.system = live.system
left join parents on parents.system = live.system and parents.parent_sourced_id = live.sourced_id
where live.parent_sourced_id is null and parents.parent_sourced_id is null
