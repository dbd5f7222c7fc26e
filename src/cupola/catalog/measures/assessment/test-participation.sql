/* ---
id: MEA-ASM-01
title: "Students with a test result"
module: indicators
unit: share
direction: up
grain: [district, school, grade_band]
needs: [tested]
of: "students of the grades in which anybody has a result"
version: 1
why: "Below 95 % results say more about who came than about learning."
says: "{numerator} of {denominator} students in tested grades have a result."
how_sure: exact
not_computed_when: "No result with a level is younger than 400 days."
--- */
SELECT grain, key, takers AS numerator, students AS denominator FROM tested
