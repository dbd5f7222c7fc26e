/* ---
id: MEA-ATT-02
title: "Students absent on a tenth of days or more"
module: indicators
unit: share
direction: down
grain: [district, school, grade_band]
needs: [attendance_days]
of: "students of schools with at least 20 known days since 1 July"
version: 1
why: "Who misses a tenth of the year falls behind, whatever the reason."
says: "{numerator} of {denominator} students missed a tenth of their days or more this year."
how_sure: coverage
not_computed_when: "No school has 20 days with attendance since 1 July yet."
--- */
SELECT grain, key, chronic AS numerator, long_known AS denominator, wilson_low(chronic, long_known) AS low,
       wilson_high(chronic, long_known) AS high, long_known / students AS coverage
FROM attendance_days WHERE long_known > 0
