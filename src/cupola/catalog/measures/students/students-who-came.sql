/* ---
id: MEA-STU-02
title: "Students who came in the last 30 days"
module: indicators
unit: share
direction: none
grain: [district, school]
needs: [student_moves]
of: "students enrolled on the day"
version: 1
why: "Each student who comes needs a place, an account and a device within days."
says: "{numerator} of {denominator} students came in the last 30 days."
how_sure: exact
not_computed_when: "No student is enrolled on the day."
--- */
SELECT grain, key, came AS numerator, students AS denominator FROM student_moves
