/* ---
id: MEA-STU-08
title: "Students with a grade that is understood"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [student_facts]
of: "students enrolled on the day"
version: 1
why: "Tests, ratios and rosters go by grade."
says: "{numerator} of {denominator} students have a grade in the record."
how_sure: exact
not_computed_when: "No student is enrolled on the day."
--- */
SELECT grain, key, with_grade AS numerator, students AS denominator FROM student_facts
