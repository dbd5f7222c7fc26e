/* ---
id: ENR-016
title: Student graduated from a grade below 11
module: data
role: registrar
needs: [student_list]
of: student_list
severity: error
says: >-
  Student {subject} is reported as a graduate of grade {evidence}.
column: exit_code
where: >-
  regexp_matches(lower(exit_code), 'graduat|diploma|e230') and grade in ('KG', '01', '02', '03',
  '04', '05', '06', '07', '09', '10')
subject: >-
  coalesce(local_id, state_id, record_id)
evidence: >-
  grade
why: >-
  The state refuses a graduate of a lower grade, or counts a diploma that nobody received.
fix: >-
  Correct the reason of exit, or the grade where the student moved up without it.
not_a_problem_when: >-
  The student left middle school and the list calls that a graduation.
cost: {hours: 0.3}
--- */
