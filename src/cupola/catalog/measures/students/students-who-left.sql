/* ---
id: MEA-STU-03
title: "Students who left in the last 30 days"
module: indicators
unit: share
direction: none
grain: [district, school]
needs: [student_moves]
of: "students enrolled on the day"
version: 1
why: "Each student who leaves has a device to give back and accounts to close."
says: "{numerator} students left in the last 30 days; {denominator} are enrolled."
how_sure: exact
not_computed_when: "No student is enrolled on the day."
--- */
SELECT grain, key, went AS numerator, students AS denominator FROM student_moves
