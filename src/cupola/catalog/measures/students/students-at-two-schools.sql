/* ---
id: MEA-STU-05
title: "Students enrolled at two schools"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [student_facts]
of: "students enrolled on the day"
version: 1
why: "A student at two schools is counted, tested and given a device twice."
says: "{numerator} of {denominator} students are enrolled at more than one school."
how_sure: exact
not_computed_when: "No student is enrolled on the day."
--- */
SELECT grain, key, at_two_schools AS numerator, students AS denominator FROM student_facts
