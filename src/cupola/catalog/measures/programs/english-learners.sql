/* ---
id: MEA-PRG-01
title: "English learners"
module: indicators
unit: share
direction: none
grain: [district, school, grade_band]
needs: [program_shares]
of: "students enrolled on the day"
version: 1
restricted: true
why: "Language support, translated letters and test rules follow from it."
says: "{numerator} of {denominator} students are English learners."
how_sure: exact
not_computed_when: "No source tells of this program; that is not the same as none."
--- */
SELECT grain, key, numerator, denominator FROM program_shares WHERE program_type = 'english_learner'
