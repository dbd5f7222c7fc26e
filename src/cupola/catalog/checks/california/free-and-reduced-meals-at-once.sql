/* ---
id: CAL-014
title: Student is in the free and in the reduced-price meal program at once
module: data
role: food_service
needs: [calpads_program]
of: calpads_program
severity: error
says: >-
  Student {subject} has an open membership in program 181 (free) and in 182 (reduced price).
column: program_code
why: >-
  A student is in one or the other. The state counts the student once, but the kitchen and the claim
  may not agree.
fix: >-
  Look up the application or certification in force and end the other membership on the day before
  it.
not_a_problem_when: >-
  The change is of these days and the old membership ends tonight.
cost: {hours: 0.2}
--- */
with twofold as (
  select system, trim(ssid) as ssid, max(line) as line, arg_max(file, line) as file
  from calpads_program
  where trim(program_code) in ('181', '182') and trim(ssid) <> ''
    and (membership_end_date is null or membership_end_date >= as_of())
  group by system, trim(ssid)
  having count(distinct trim(program_code)) = 2
)
select coalesce(c.local_id, c.ssid) as subject, cast(null as varchar) as evidence, c.school_of_attendance as school_code, c.file, c.line
from twofold b
join calpads_program c on c.file = b.file and c.line = b.line
