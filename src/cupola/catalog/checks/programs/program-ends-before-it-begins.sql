/* ---
id: PRG-011
title: Program membership ends before it begins
module: data
role: data_steward
needs: [program_list]
of: program_list
severity: error
says: 'The program membership of student {subject} runs backwards: {evidence}.'
column: end_date
where: end_date < begin_date
subject: local_id
evidence: cast(begin_date as varchar) || ' to ' || cast(end_date as varchar)
why: A membership that ends before it begins counts on no day, so the student is left out of the program's
  list and of the state's count.
fix: Correct the date that was mistyped, mostly the year. If the membership was opened by mistake, delete
  it.
not_a_problem_when: Never, unless your SIS marks a deleted membership in this way. Then leave such rows out
  of the export.
cost: {hours: 0.1}
--- */
