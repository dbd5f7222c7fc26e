/* ---
id: MEA-EQU-06
title: "Lack of internet at home: school and all others apart"
module: indicators
unit: difference
direction: down
grain: [district, school]
needs: [internet_gaps]
of: "students who answered and have no internet at home: those of the school beside those of all other schools; for the district, the school that lacks most beside the one that lacks least, of those where five or more are known"
version: 1
why: "Equal access is promised to every school; this says where it is not kept."
says: "Lack of internet at home differs by {value}."
how_sure: margin
not_computed_when: "Nobody answered about home."
--- */
SELECT grain, key, k1 AS numerator, n1 AS denominator, k1 / n1 - k2 / n2 AS value,
       difference_low(k1, n1, k2, n2) AS low, difference_high(k1, n1, k2, n2) AS high, n1 / everybody AS coverage
FROM internet_gaps WHERE grain = 'school' AND n1 > 0 AND n2 > 0
UNION ALL
SELECT 'district', '', NULL, count(*), max(k1 / n1) - min(k1 / n1),
       difference_low(arg_max(k1, k1 / n1), arg_max(n1, k1 / n1), arg_min(k1, k1 / n1), arg_min(n1, k1 / n1)),
       difference_high(arg_max(k1, k1 / n1), arg_max(n1, k1 / n1), arg_min(k1, k1 / n1), arg_min(n1, k1 / n1)),
       sum(n1) / sum(everybody)
FROM internet_gaps WHERE grain = 'school' AND n1 >= 5 HAVING count(*) > 1
