/* ---
id: EDF-014
title: Student leaves a school before entering it
module: data
role: registrar
needs: [edfi_student_school_associations]
of: edfi_student_school_associations
severity: error
says: "The student enters on {evidence} and withdraws before that day."
where: >-
  exit_withdraw_date < entry_date
evidence: cast(entry_date as varchar)
subject: student_unique_id
school: record_key(system, school_id)
why: >-
  The student counts at no school on any day, and the state refuses the row.
fix: >-
  Open the enrollment history of the student and correct the day of entry or withdrawal.
not_a_problem_when: >-
  Never. A student who did not come is recorded with the same day for both.
cost: {hours: 0.1}
--- */
