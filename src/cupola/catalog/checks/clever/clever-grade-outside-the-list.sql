/* ---
id: CLV-019
title: Grade is not one that Clever knows
module: data
role: registrar
needs: [clever_students]
of: clever_students
severity: warning
says: "The grade {evidence} is not in the list of Clever."
where: >-
  lower(trim(grade)) not in ('infanttoddler', 'preschool', 'prekindergarten',
  'transitionalkindergarten', 'kindergarten', '1', '2', '3', '4', '5', '6', '7', '8', '9', '01', '02',
  '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', 'postgraduate', 'ungraded', 'other',
  'k', 'pk', 'kg', 'tk', 'ug', 'pg', '')
subject: student_id
school: record_key(system, school_id)
evidence: grade
column: Grade
why: >-
  Applications that give books and tests by grade give this student none.
fix: >-
  Write the grade as a number, or as Kindergarten, PreKindergarten and their like.
not_a_problem_when: >-
  The upload was set up with a table that turns the words of this district into those of Clever.
cost: {hours: 0.05}
--- */
