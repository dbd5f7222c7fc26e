/* ---
id: MEA-HOM-01
title: "Students with internet at home"
module: indicators
unit: share
direction: up
grain: [district, school, grade_band]
needs: [home_counts]
of: "students whose families answered"
version: 1
why: "Homework, messages and days at home need it."
says: "{numerator} of {denominator} students who answered have internet at home."
how_sure: coverage
not_computed_when: "Nobody answered about home."
--- */
SELECT grain, key, internet AS numerator, internet_known AS denominator, wilson_low(internet, internet_known) AS low,
       wilson_high(internet, internet_known) AS high, internet_known / students AS coverage
FROM home_counts
