/* ---
id: MEA-STU-01
title: "Students enrolled"
module: indicators
unit: students
direction: none
grain: [district, school, grade_band]
needs: [student_counts]
of: "the students themselves"
version: 1
why: "Money, staff and devices follow the number of students."
says: "{value} students are enrolled."
how_sure: exact
not_computed_when: "No student is enrolled on the day."
--- */
SELECT grain, key, students AS numerator, students AS value FROM student_counts
