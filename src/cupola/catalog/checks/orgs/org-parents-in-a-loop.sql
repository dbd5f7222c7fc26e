/* ---
id: ORG-004
title: Organizations stand under one another in a circle
module: data
role: data_steward
needs: [roster_orgs]
of: roster_orgs
severity: error
says: "Following what stands above it, one comes back to itself after {evidence} steps."
column: parent_sourced_id
why: >-
  A tool that walks from a school up to the district never arrives. Imports stop or run without end, and
  no roster reaches any school in the circle.
fix: >-
  In the list of schools of the student information system, look at what stands above this organization.
  Nothing stands above the district (or only the state); schools stand under the district.
not_a_problem_when: Never.
cost: {hours: 0.3}
--- */
with recursive climb as (
  select o.system, o.sourced_id as start_id, o.parent_sourced_id as at_id, 1 as steps
  from roster_orgs o
  where o.parent_sourced_id is not null
  union all
  select climb.system, climb.start_id, above.parent_sourced_id, climb.steps + 1
  from climb
  join roster_orgs above on above.system = climb.system and above.sourced_id = climb.at_id
  where above.parent_sourced_id is not null and climb.at_id <> climb.start_id and climb.steps < 12
),
circle as (
  select system, start_id, min(steps) as steps from climb where at_id = start_id group by system, start_id
),
member as (
  select circle.system, circle.start_id, circle.steps, climb.at_id,
         case o.kind when 'national' then '1' when 'state' then '2' when 'local' then '3'
              when 'district' then '4' when 'school' then '5' else '6' end || o.sourced_id as place
  from circle
  join climb on climb.system = circle.system and climb.start_id = circle.start_id
  join roster_orgs o on o.system = climb.system and o.sourced_id = climb.at_id
),
highest as (
  select system, start_id, steps, min(place) as place from member group by system, start_id, steps
)
select o.sourced_id as subject, record_key(o.system, o.sourced_id) as school_id,
       highest.steps as evidence, o.file, o.line
from highest
join roster_orgs o on o.system = highest.system and o.sourced_id = highest.start_id
where substr(highest.place, 2) = o.sourced_id
