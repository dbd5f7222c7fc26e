/* ---
id: ENR-012
title: School enrollment ends before it begins
module: data
role: school_office
needs: [student_list, org_identifiers]
of: student_list
severity: error
where: exit_date < entry_date
subject: coalesce(local_id, record_id)
school: (select min(o.org_id) from org_identifiers o where o.id_type = 'school_code' and o.value = school_code)
evidence: exit_date
says: "The student leaves on {evidence}, before the day of entry."
column: exit_date
why: >-
  The state rejects the row, and the days of membership that funding rests on come out below zero.
fix: >-
  Open the student's enrollment history and compare both dates with the withdrawal form. Correct the one
  that was typed wrongly, often its year.
not_a_problem_when: Never.
cost: {hours: 0.1}
--- */
