/* ---
id: MEA-STU-07
title: "Students with a birth date"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [student_facts]
of: "students enrolled on the day"
version: 1
why: "Without a birth date two students of one name cannot be told apart."
says: "{numerator} of {denominator} students have a birth date in the record."
how_sure: exact
not_computed_when: "No student is enrolled on the day."
--- */
SELECT grain, key, with_birth_date AS numerator, students AS denominator FROM student_facts
