/* ---
id: ROL-002
title: Person has no primary role, or two at one school
module: data
role: data_steward
needs: [oneroster_users, oneroster_roles]
of: oneroster_users
severity: warning
says: "{how}"
why: >-
  Tools use the primary role to decide what a person sees and to which school the person belongs. With none
  they choose at random; with two they may choose another one every night.
fix: >-
  Look at the person's assignments in the student information system or in HR. Mark the main one as primary
  and the others at the same school as secondary; end assignments that are over.
not_a_problem_when: The person works half at each of two places and one of them is missing from the export.
cost: {hours: 0.1}
--- */
with held as (
  select r.system, r.user_sourced_id, r.org_sourced_id,
         count(case when lower(r.role_type) = 'primary' then 1 end) as primaries,
         count(case when lower(r.role_type) = 'primary' and (r.begin_date is null or r.begin_date <= as_of())
                    then 1 end) as primaries_now
  from oneroster_roles r
  where (r.end_date is null or r.end_date >= as_of()) and lower(r.role_type) in ('primary', 'secondary')
    and r.is_live
  group by r.system, r.user_sourced_id, r.org_sourced_id
),
odd as (
  select h.system, h.user_sourced_id, max(h.primaries_now) as most, max(h.org_sourced_id) as any_org,
         max(case when h.primaries_now > 1 then h.org_sourced_id end) as org
  from held h
  group by h.system, h.user_sourced_id
  having max(h.primaries) = 0 or max(h.primaries_now) > 1
)
select u.sourced_id as subject, record_key(o.system, coalesce(o.org, o.any_org)) as school_id,
       cast(o.most as varchar) as evidence,
       case when o.most = 0 then 'No role of the person is marked as primary.'
            else 'The person has ' || o.most || ' primary roles at ' || o.org || '.' end as how, u.file, u.line
from odd o
join oneroster_users u on u.system = o.system and u.sourced_id = o.user_sourced_id
where coalesce(u.enabled_user, true) and u.is_live
