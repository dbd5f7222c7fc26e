/* ---
id: MEA-PRG-06
title: "Students with free or reduced-price meals"
module: indicators
unit: share
direction: none
grain: [district, school, grade_band]
needs: [program_shares]
of: "students enrolled on the day"
version: 1
restricted: true
why: "It is the usual measure of need, for E-Rate and Title I too."
says: "{numerator} of {denominator} students get free or reduced-price meals."
how_sure: exact
not_computed_when: "No source tells of this program; that is not the same as none."
--- */
SELECT grain, key, numerator, denominator FROM program_shares WHERE program_type = 'food_service'
