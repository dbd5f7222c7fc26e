/* ---
id: MEA-EQU-09
title: "Lack of a device at home: group to all others, ratio"
module: indicators
unit: ratio
direction: down
grain: [student_group]
needs: [home_device_gaps]
of: "students who answered and have no device at home: those of the group beside all others"
version: 1
restricted: true
why: "Equal access is promised to every student; this says for whom it is not kept."
says: "Students of this group lack a device at home {value} times as often as others."
how_sure: margin
not_computed_when: "Nobody answered about home. A ratio to none is not computed."
--- */
SELECT grain, key, k1 AS numerator, n1 AS denominator, risk_ratio(k1, n1, k2, n2) AS value,
       ratio_low(k1, n1, k2, n2) AS low, ratio_high(k1, n1, k2, n2) AS high, n1 / everybody AS coverage
FROM home_device_gaps WHERE grain = 'student_group'
