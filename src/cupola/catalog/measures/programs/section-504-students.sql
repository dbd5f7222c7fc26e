/* ---
id: MEA-PRG-07
title: "Students with a plan under Section 504"
module: indicators
unit: share
direction: none
grain: [district, school, grade_band]
needs: [program_shares]
of: "students enrolled on the day"
version: 1
restricted: true
why: "Their plans may name devices and ways to work that must be there."
says: "{numerator} of {denominator} students have a plan under Section 504."
how_sure: exact
not_computed_when: "No source tells of this program; that is not the same as none."
--- */
SELECT grain, key, numerator, denominator FROM program_shares WHERE program_type = 'section_504'
