/* ---
id: SES-001
title: Terms belong to one another in a circle
module: data
role: data_steward
needs: [oneroster_academic_sessions]
of: oneroster_academic_sessions
severity: error
says: "Following what this term belongs to, one comes back to itself after {evidence} steps."
column: parentSourcedId
why: >-
  A tool that walks from a term up to its school year never arrives. Imports stop, or classes of these
  terms never open.
fix: >-
  In the calendar set-up of the student information system, look at what this entry belongs to. A school
  year belongs to nothing, a semester or term to the school year, a grading period to a term.
not_a_problem_when: Never.
cost: {hours: 0.3}
--- */
with recursive climb as (
  select s.system, s.sourced_id as start_id, s.parent_sourced_id as at_id, 1 as steps
  from oneroster_academic_sessions s
  where s.parent_sourced_id is not null
  union all
  select climb.system, climb.start_id, above.parent_sourced_id, climb.steps + 1
  from climb
  join oneroster_academic_sessions above on above.system = climb.system and above.sourced_id = climb.at_id
  where above.parent_sourced_id is not null and climb.at_id <> climb.start_id and climb.steps < 12
),
circle as (
  select system, start_id, min(steps) as steps from climb where at_id = start_id group by system, start_id
),
member as (
  select circle.system, circle.start_id, circle.steps,
         case lower(s.type) when 'schoolyear' then '1' when 'semester' then '2' when 'term' then '3'
              else '4' end || s.sourced_id as place
  from circle
  join climb on climb.system = circle.system and climb.start_id = circle.start_id
  join oneroster_academic_sessions s on s.system = climb.system and s.sourced_id = climb.at_id
),
highest as (
  select system, start_id, steps, min(place) as place from member group by system, start_id, steps
)
select s.sourced_id as subject, cast(null as varchar) as school_id, highest.steps as evidence, s.file, s.line
from highest
join oneroster_academic_sessions s on s.system = highest.system and s.sourced_id = highest.start_id
where substr(highest.place, 2) = s.sourced_id
