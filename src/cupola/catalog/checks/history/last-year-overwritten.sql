/* ---
id: HIS-008
title: An id of last year was given to another term
module: data
role: technician
needs: [academic_sessions, earlier_academic_sessions]
of: academic_sessions
severity: error
says: The id belongs to {evidence} now; in the snapshot of {day} it was the term {before}.
why: >-
  Last year's classes, enrollments and results point to this id. They now count for the new year, and last year is lost
  for every comparison.
fix: Give the terms of the new year ids of their own in the student system, and export both years once.
not_a_problem_when: A wrong date of the same term was put right.
cost: {hours: 2}
--- */
select a.academic_session_id as subject, cast(null as varchar) as school_id,
       cast(a.begin_date as varchar) || ' to ' || cast(a.end_date as varchar) as evidence,
       cast(b.begin_date as varchar) || ' to ' || cast(b.end_date as varchar) as before,
       cast(earlier_day() as varchar) as day, a.file, a.line
from academic_sessions a
join earlier_academic_sessions b on b.academic_session_id = a.academic_session_id
where abs(date_diff('day', b.begin_date, a.begin_date)) > 180 and abs(date_diff('day', b.end_date, a.end_date)) > 180
