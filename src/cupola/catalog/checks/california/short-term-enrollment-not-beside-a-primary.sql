/* ---
id: CAL-005
title: Short-term enrollment stands without a primary one, or for too long
module: data
role: registrar
needs: [calpads_enrollment]
of: calpads_enrollment
severity: error
says: >-
  Student {subject} has a short-term enrollment from {since} {evidence}.
column: enrollment_status
why: >-
  A short-term enrollment only lends a student for some weeks. Without the primary enrollment beside
  it nobody counts the student, and the state refuses the record.
fix: >-
  Look where the student really goes. If the school is the student's own, make the enrollment
  primary; if not, add the primary enrollment or end the short-term one.
not_a_problem_when: >-
  The primary enrollment is with another district.
cost: {hours: 0.3}
--- */
with brief as (
  select coalesce(local_id, ssid) as student, trim(ssid) as ssid, school_of_attendance, enrollment_start_date as since,
         coalesce(enrollment_exit_date, as_of()) as until, file, line
  from calpads_enrollment
  where trim(enrollment_status) = '30' and enrollment_start_date is not null
),
beside as (
  select b.file, b.line,
         max(case when p.enrollment_start_date = b.since then 1 else 0 end) as begins_with_it,
         max(case when p.enrollment_start_date <= b.until and coalesce(p.enrollment_exit_date, b.since) >= b.since then 1 else 0 end) as overlaps
  from brief b
  join calpads_enrollment p on trim(p.ssid) = b.ssid and trim(p.enrollment_status) = '10'
  group by b.file, b.line
),
judged as (
  select b.student, b.school_of_attendance, b.since, b.file, b.line,
         case when coalesce(o.overlaps, 0) = 0 then 'and no primary enrollment in that time'
              when o.begins_with_it = 1 then 'and a primary one that begins on the same day'
              when b.until > b.since + interval '30' day then 'that goes on for more than 30 days' end as how
  from brief b
  left join beside o on o.file = b.file and o.line = b.line
)
select j.student as subject, j.how as evidence, cast(j.since as varchar) as since, j.school_of_attendance as school_code, j.file, j.line
from judged j
where j.how is not null
