/* ---
id: CAL-001
title: Statewide student number does not have ten digits
module: data
role: registrar
needs: [calpads_enrollment]
of: calpads_enrollment
severity: error
says: >-
  The statewide number of student {subject} is {evidence} characters long or holds something other
  than digits.
column: ssid
where: >-
  trim(ssid) <> '' and not regexp_matches(trim(ssid), '^[0-9]{10}$')
subject: >-
  coalesce(local_id, local_record_id)
evidence: >-
  length(trim(ssid))
why: >-
  The state refuses the record, and the student is not counted. Mostly a zero or a digit was lost in
  a spreadsheet.
fix: >-
  Look the student up in the state's system by name and birth date, and copy the number as it stands
  there.
not_a_problem_when: >-
  The student is new and has no number yet; then the field is empty.
cost: {hours: 0.2}
--- */
