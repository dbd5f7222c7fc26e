/* ---
id: MEA-SAT-07
title: "Parents who answered"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [asked]
of: "parents whom the newest survey asked, where ten or more were"
version: 1
why: "Below a third, those who answered may not be like those who did not."
says: "{numerator} of {denominator} parents answered."
how_sure: margin
not_computed_when: "No survey of parents says how many it asked."
--- */
SELECT grain, key, answered AS numerator, invited AS denominator FROM asked WHERE audience = 'parent' AND invited >= 10
