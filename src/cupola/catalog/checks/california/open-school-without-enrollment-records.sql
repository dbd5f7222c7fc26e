/* ---
id: CAL-013
title: Open school has no student in the enrollment upload
module: data
role: registrar
needs: [calpads_enrollment, orgs, org_identifiers]
of: orgs
severity: error
says: >-
  School {subject} is open in the SIS, and the enrollment upload holds no student of it.
why: >-
  The state certifies no counts of the district while an open school reports nobody, and the school
  gets no money.
fix: >-
  See whether the extract was run for this school, and whether its code in the upload is the right
  one.
not_a_problem_when: >-
  The school opens later or closed and the SIS still keeps it.
cost: {hours: 1}
--- */
with reported as (
  select distinct right(trim(school_of_attendance), 7) as school_code from calpads_enrollment where school_of_attendance is not null
),
open_schools as (
  select o.org_id, o.file, o.line, min(right(trim(i.value), 7)) as school_code
  from orgs o
  join org_identifiers i on i.org_id = o.org_id and i.id_type = 'school_code'
  where o.org_type = 'school' and coalesce(o.status, 'active') = 'active'
  group by o.org_id, o.file, o.line
),
compared as (
  select s.org_id, s.school_code, s.file, s.line, r.school_code is not null as is_reported
  from open_schools s
  left join reported r on r.school_code = s.school_code
)
select c.school_code as subject, c.org_id as school_id, cast(null as varchar) as evidence, c.file, c.line
from compared c
where not c.is_reported
  -- Where most codes are unknown, the two systems name schools by different codes.
  and (select 2 * count(case when is_reported then 1 end) >= count(*) from compared)
