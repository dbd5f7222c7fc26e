/* ---
id: MEA-HOM-04
title: "Students with a device at home"
module: indicators
unit: share
direction: up
grain: [district, school, grade_band]
needs: [home_counts]
of: "students whose families answered"
version: 1
why: "Without one, homework is done on a phone or not at all."
says: "{numerator} of {denominator} students who answered have a device at home."
how_sure: coverage
not_computed_when: "Nobody answered about home."
--- */
SELECT grain, key, device AS numerator, device_known AS denominator, wilson_low(device, device_known) AS low,
       wilson_high(device, device_known) AS high, device_known / students AS coverage
FROM home_counts
