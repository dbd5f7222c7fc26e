/* ---
id: MEA-PRG-05
title: "Students of migrant families"
module: indicators
unit: share
direction: none
grain: [district, school, grade_band]
needs: [program_shares]
of: "students enrolled on the day"
version: 1
restricted: true
why: "They come and go with the season, and services must follow."
says: "{numerator} of {denominator} students are of migrant families."
how_sure: exact
not_computed_when: "No source tells of this program; that is not the same as none."
--- */
SELECT grain, key, numerator, denominator FROM program_shares WHERE program_type = 'migrant'
