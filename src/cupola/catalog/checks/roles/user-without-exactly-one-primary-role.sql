/* ---
id: ROL-002
title: Person has no primary role, or two at one school
module: data
role: data_steward
needs: [oneroster_users, oneroster_roles, roster_people, roster_roles]
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
with current_roles as (
  select r.person, r.org_sourced_id, r.role_type = 'primary' as is_primary,
         r.role_type = 'primary' and (r.begin_date is null or r.begin_date <= as_of()) as is_primary_now
  from roster_roles r
  where (r.end_date is null or r.end_date >= as_of()) and r.role_type in ('primary', 'secondary')
    and r.is_live and r.person is not null
),
suspects as (
  select c.person
  from current_roles c
  group by c.person
  having count(case when c.is_primary then 1 end) <> 1
),
held as (
  select c.person, c.org_sourced_id, count(case when c.is_primary then 1 end) as primaries,
         count(case when c.is_primary_now then 1 end) as primaries_now
  from current_roles c
  join suspects s on s.person = c.person
  group by c.person, c.org_sourced_id
),
odd as (
  select h.person, max(h.primaries_now) as most, max(h.org_sourced_id) as any_org,
         max(case when h.primaries_now > 1 then h.org_sourced_id end) as org
  from held h
  group by h.person
  having max(h.primaries) = 0 or max(h.primaries_now) > 1
)
select u.sourced_id as subject, record_key(u.system, coalesce(o.org, o.any_org)) as school_id,
       cast(o.most as varchar) as evidence,
       case when o.most = 0 then 'No role of the person is marked as primary.'
            else 'The person has ' || o.most || ' primary roles at ' || o.org || '.' end as how, u.file, u.line
from roster_people u
join odd o on o.person = u.person
where u.is_active
