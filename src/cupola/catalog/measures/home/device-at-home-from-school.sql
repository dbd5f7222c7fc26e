/* ---
id: MEA-HOM-06
title: "Devices at home that come from the school"
module: indicators
unit: share
direction: none
grain: [district, school, grade_band]
needs: [home_counts]
of: "students whose families said so"
version: 1
why: "It says how far the district itself closes the gap."
says: "For {numerator} of {denominator} students the device at home comes from the school."
how_sure: coverage
not_computed_when: "Nobody answered about home."
--- */
SELECT grain, key, from_school AS numerator, provider_known AS denominator, wilson_low(from_school, provider_known) AS low,
       wilson_high(from_school, provider_known) AS high, provider_known / students AS coverage
FROM home_counts
