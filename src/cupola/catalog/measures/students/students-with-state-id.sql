/* ---
id: MEA-STU-06
title: "Students with a state number"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [student_facts]
of: "students enrolled on the day"
version: 1
why: "State reports and test results find a student by this number only."
says: "{numerator} of {denominator} students have a state number in the record."
how_sure: exact
not_computed_when: "No student is enrolled on the day."
--- */
SELECT grain, key, with_state_id AS numerator, students AS denominator FROM student_facts
