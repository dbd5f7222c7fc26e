/* ---
id: MEA-STU-04
title: "Change of enrollment in 30 days"
module: indicators
unit: difference
direction: none
grain: [district, school]
needs: [student_moves]
of: "students enrolled on the day"
version: 1
why: "A school that shrinks or grows needs other numbers of everything."
says: "Enrollment changed by {value} in the last 30 days."
how_sure: exact
not_computed_when: "No student is enrolled on the day."
--- */
SELECT grain, key, came - went AS numerator, students AS denominator, (came - went) / students AS value FROM student_moves
