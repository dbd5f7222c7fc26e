/* ---
id: MEA-PRG-02
title: "Students in special education"
module: indicators
unit: share
direction: none
grain: [district, school, grade_band]
needs: [program_shares]
of: "students enrolled on the day"
version: 1
restricted: true
why: "Their plans name the tools that must work every day."
says: "{numerator} of {denominator} students are in special education."
how_sure: exact
not_computed_when: "No source tells of this program; that is not the same as none."
--- */
SELECT grain, key, numerator, denominator FROM program_shares WHERE program_type = 'special_education'
