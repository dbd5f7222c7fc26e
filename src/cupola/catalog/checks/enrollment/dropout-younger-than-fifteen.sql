/* ---
id: ENR-017
title: Student is reported as a drop-out before the age of fifteen
module: data
role: registrar
needs: [student_list]
of: student_list
severity: error
says: >-
  Student {subject} dropped out according to the reason of exit, and was {evidence} years old.
column: exit_code
where: >-
  regexp_matches(lower(exit_code), 'drop.?(ped)?.?out') and birth_date > coalesce(exit_date,
  as_of()) - interval '15' year
subject: >-
  coalesce(local_id, state_id, record_id)
evidence: >-
  date_diff('year', birth_date, coalesce(exit_date, as_of()))
why: >-
  A child of that age must go to school. Mostly the child moved, and the wrong reason costs the
  school its rate.
fix: >-
  Find out where the child goes to school now, and enter that as the reason.
not_a_problem_when: >-
  The authorities know of it and the reason is right.
cost: {hours: 0.3}
--- */
