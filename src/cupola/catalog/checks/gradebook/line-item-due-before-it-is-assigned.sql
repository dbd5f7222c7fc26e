/* ---
id: GRB-006
title: Work is due before it was given
module: data
role: registrar
needs: [oneroster_line_items]
of: oneroster_line_items
severity: warning
says: "The work is due before the day it was given."
where: due_date < assign_date and is_live
subject: sourced_id
column: dueDate
why: >-
  Reminders and late marks go by these dates. Everybody is late from the first day.
fix: >-
  Ask the teacher for the right dates; most often the year of one of them is wrong.
not_a_problem_when: >-
  The teacher typed in old work afterwards.
cost: {hours: 0.2}
--- */
