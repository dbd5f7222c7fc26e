/* ---
id: MEA-SAT-11
title: "Students who answered"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [asked]
of: "students whom the newest survey asked, where ten or more were"
version: 1
why: "Below a third, those who answered may not be like those who did not."
says: "{numerator} of {denominator} students answered."
how_sure: margin
not_computed_when: "No survey of students says how many it asked."
--- */
SELECT grain, key, answered AS numerator, invited AS denominator FROM asked WHERE audience = 'student' AND invited >= 10
