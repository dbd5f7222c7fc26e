/* ---
id: MEA-HOM-05
title: "Devices at home that are shared"
module: indicators
unit: share
direction: down
grain: [district, school, grade_band]
needs: [home_counts]
of: "students whose families said so"
version: 1
why: "Two children and one device means one of them waits."
says: "{numerator} of {denominator} students share their device at home."
how_sure: coverage
not_computed_when: "Nobody answered about home."
--- */
SELECT grain, key, shared AS numerator, sharing_known AS denominator, wilson_low(shared, sharing_known) AS low,
       wilson_high(shared, sharing_known) AS high, sharing_known / students AS coverage
FROM home_counts
