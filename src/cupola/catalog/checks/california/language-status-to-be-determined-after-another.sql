/* ---
id: CAL-007
title: Language status went back to undetermined
module: data
role: registrar
needs: [calpads_language]
of: calpads_language
severity: error
says: >-
  Student {subject} already had a language status before the record that calls it still to be
  determined.
column: elas
why: >-
  Once a student was tested, the status is known for good. The state refuses the step back.
fix: >-
  Delete the later record. If the earlier one is wrong, ask the state for a correction instead.
not_a_problem_when: >-
  The earlier status was English only: then a new survey may open the question again.
cost: {hours: 0.2}
--- */
with settled as (
  select system, trim(ssid) as ssid, min(elas_start_date) as since
  from calpads_language
  where elas in ('EL', 'IFEP', 'RFEP', 'ADEL') and trim(ssid) <> ''
  group by system, trim(ssid)
)
select coalesce(c.local_id, c.ssid) as subject, c.academic_year as evidence, c.school_of_attendance as school_code, c.file, c.line
from settled s
join calpads_language c on c.system = s.system and trim(c.ssid) = s.ssid
where c.elas = 'TBD' and c.elas_start_date > s.since
