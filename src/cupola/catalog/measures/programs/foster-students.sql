/* ---
id: MEA-PRG-04
title: "Students in foster care"
module: indicators
unit: share
direction: none
grain: [district, school, grade_band]
needs: [program_shares]
of: "students enrolled on the day"
version: 1
restricted: true
why: "They change schools often, and their accounts and devices with them."
says: "{numerator} of {denominator} students are in foster care."
how_sure: exact
not_computed_when: "No source tells of this program; that is not the same as none."
--- */
SELECT grain, key, numerator, denominator FROM program_shares WHERE program_type = 'foster'
