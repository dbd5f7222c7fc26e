/* ---
id: CAL-015
title: Language status is still to be determined after 30 days
module: data
role: registrar
needs: [calpads_language]
of: calpads_language
severity: warning
says: >-
  Student {subject} has had a language status that is to be determined for {evidence} days.
column: elas
why: >-
  The first test is due 30 days after enrollment. Until then a learner gets no support and is not
  counted for funding.
fix: >-
  Have the student tested, and see that the result came back from the state's testing system.
not_a_problem_when: >-
  The student was away ill, or the testing window opens later.
cost: {hours: 0.2}
--- */
with latest as (
  select system, trim(ssid) as ssid, arg_max(elas, elas_start_date) as elas, max(elas_start_date) as since,
         arg_max(line, elas_start_date) as line, arg_max(file, elas_start_date) as file
  from calpads_language
  where trim(ssid) <> '' and elas_start_date is not null
  group by system, trim(ssid)
)
select coalesce(c.local_id, c.ssid) as subject, date_diff('day', l.since, as_of()) as evidence, c.school_of_attendance as school_code, c.file, c.line
from latest l
join calpads_language c on c.file = l.file and c.line = l.line
where l.elas = 'TBD' and l.since < as_of() - interval '30' day
