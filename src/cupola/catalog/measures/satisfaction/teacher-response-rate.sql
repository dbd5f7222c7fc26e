/* ---
id: MEA-SAT-03
title: "Teachers who answered"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [asked]
of: "teachers whom the newest survey asked, where ten or more were"
version: 1
why: "Below a third, those who answered may not be like those who did not."
says: "{numerator} of {denominator} teachers answered."
how_sure: margin
not_computed_when: "No survey of teachers says how many it asked."
--- */
SELECT grain, key, answered AS numerator, invited AS denominator FROM asked WHERE audience = 'teacher' AND invited >= 10
