/* ---
id: MEA-EQU-08
title: "Lack of internet at home: group and all others apart"
module: indicators
unit: difference
direction: down
grain: [student_group]
needs: [internet_gaps]
of: "students who answered and have no internet at home: those of the group beside all others"
version: 1
restricted: true
why: "Equal access is promised to every student; this says for whom it is not kept."
says: "Lack of internet at home differs by {value} between this group and others."
how_sure: margin
not_computed_when: "Nobody answered about home."
--- */
SELECT grain, key, k1 AS numerator, n1 AS denominator, k1 / n1 - k2 / n2 AS value,
       difference_low(k1, n1, k2, n2) AS low, difference_high(k1, n1, k2, n2) AS high, n1 / everybody AS coverage
FROM internet_gaps WHERE grain = 'student_group' AND n1 > 0 AND n2 > 0
