/* ---
id: CAL-003
title: Language status is uploaded for a student without an enrollment
module: data
role: registrar
needs: [calpads_language, calpads_enrollment]
of: calpads_language
severity: error
says: >-
  Student {subject} is in the SELA file, but no enrollment record has this statewide number.
column: ssid
why: >-
  The state refuses the record: it hangs on an enrollment that is not there.
fix: >-
  Look whether the student is enrolled. If so, upload the enrollment first; if the statewide number
  differs between the two, put the wrong one right.
not_a_problem_when: >-
  The enrollment was uploaded earlier and this delivery holds only what changed.
cost: {hours: 0.2}
--- */
with enrolled as (
  select distinct trim(ssid) as ssid from calpads_enrollment where ssid is not null
),
compared as (
  select c.local_id, trim(c.ssid) as ssid, c.school_of_attendance as school_code, c.file, c.line, e.ssid is not null as is_known
  from calpads_language c
  left join enrolled e on e.ssid = trim(c.ssid)
  where trim(c.ssid) <> ''
),
whole as (
  -- Uploads may hold only what changed: then most of the records stand without their enrollment.
  select 10 * count(case when is_known then 1 end) >= 9 * count(*) as is_whole from compared
)
select coalesce(c.local_id, c.ssid) as subject, cast(null as varchar) as evidence, c.school_code, c.file, c.line
from compared c
join whole w on w.is_whole
where not c.is_known
