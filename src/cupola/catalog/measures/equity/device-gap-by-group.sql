/* ---
id: MEA-EQU-04
title: "Lack of a working device of their own: group and all others apart"
module: indicators
unit: difference
direction: down
grain: [student_group]
needs: [device_gaps]
of: "students without a working device of their own: those of the group beside all others"
version: 1
restricted: true
why: "Equal access is promised to every student; this says for whom it is not kept."
says: "Lack of a working device of their own differs by {value} between this group and others."
how_sure: margin
not_computed_when: "No device of students is known."
--- */
SELECT grain, key, k1 AS numerator, n1 AS denominator, k1 / n1 - k2 / n2 AS value,
       difference_low(k1, n1, k2, n2) AS low, difference_high(k1, n1, k2, n2) AS high, n1 / everybody AS coverage
FROM device_gaps WHERE grain = 'student_group' AND n1 > 0 AND n2 > 0
