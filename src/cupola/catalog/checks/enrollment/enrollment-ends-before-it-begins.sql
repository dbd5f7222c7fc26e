/* ---
id: ENR-002
title: Class enrollment ends before it begins
module: data
role: registrar
needs: [oneroster_enrollments]
of: oneroster_enrollments
severity: error
where: end_date < begin_date and coalesce(lower(status), '') not in ('tobedeleted', 'inactive')
subject: sourced_id
school: record_key(system, school_sourced_id)
evidence: end_date
says: "The enrollment ends on {evidence}, before it begins."
column: endDate
why: >-
  On no day is the student in the class. Tools drop the enrollment or refuse the file.
fix: >-
  Open the student's schedule. Correct the date that was typed wrongly (often the year), or delete the
  enrollment if the student never attended.
not_a_problem_when: >-
  Your system marks students who never came in this way; then leave such rows out of the export.
cost: {hours: 0.1}
--- */
