/* ---
id: MEA-PRG-03
title: "Students without a home of their own"
module: indicators
unit: share
direction: none
grain: [district, school, grade_band]
needs: [program_shares]
of: "students enrolled on the day"
version: 1
restricted: true
why: "They most often lack internet and a quiet place to work."
says: "{numerator} of {denominator} students have no home of their own."
how_sure: exact
not_computed_when: "No source tells of this program; that is not the same as none."
--- */
SELECT grain, key, numerator, denominator FROM program_shares WHERE program_type = 'homeless'
