/* ---
id: EDF-013
title: Course offering in a session that the export does not hold
module: data
role: data_steward
needs: [edfi_course_offerings, edfi_sessions]
of: edfi_course_offerings
severity: error
says: "{rows} offerings are of session {evidence}, which the export does not hold."
column: session_name
absence_of: edfi_sessions
why: >-
  Nobody can tell when these courses begin and end, so nothing opens or closes in time for them.
fix: >-
  Look at the sessions of the school. Export sessions with the schedule, or correct the name of the
  session.
not_a_problem_when: >-
  The pages hold only what changed since the last export, and the session did not change.
cost: {hours: 0.1}
--- */
select concat_ws('/', trim(a.school_id), trim(a.session_name)) as subject,
       record_key(a.system, trim(a.school_id)) as school_id, trim(a.session_name) as evidence,
       count(*) as rows, min(a.file) as file, min(a.line) as line
from edfi_course_offerings a
left join edfi_sessions t on t.system = a.system and trim(t.session_name) = trim(a.session_name)
  and trim(t.school_id) = trim(a.school_id) and right(trim(t.school_year), 4) = right(trim(a.school_year), 4)
where a.session_name is not null and t.session_name is null
  and a.system in (select s.system from edfi_sessions s)
group by a.system, trim(a.school_id), trim(a.session_name)
