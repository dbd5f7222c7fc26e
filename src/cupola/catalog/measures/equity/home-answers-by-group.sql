/* ---
id: MEA-EQU-12
title: "Students whose families answered about home, by group"
module: indicators
unit: share
direction: up
grain: [student_group]
needs: [internet_gaps]
of: "students of the group"
version: 1
restricted: true
why: "A gap among those who answered can hide one among those who did not."
says: "{numerator} of {denominator} students of this group have an answer."
how_sure: exact
not_computed_when: "Nobody answered about home."
--- */
SELECT grain, key, n1 AS numerator, everybody AS denominator FROM internet_gaps WHERE grain = 'student_group' AND n > 0
