/* ---
id: MEA-HOM-03
title: "Internet at home without issues"
module: indicators
unit: share
direction: up
grain: [district, school, grade_band]
needs: [home_counts]
of: "students whose families said how well it works"
version: 1
why: "Having internet is not the same as being able to join a lesson."
says: "For {numerator} of {denominator} students internet at home works without issues."
how_sure: coverage
not_computed_when: "Nobody answered about home."
--- */
SELECT grain, key, works_well AS numerator, quality_known AS denominator, wilson_low(works_well, quality_known) AS low,
       wilson_high(works_well, quality_known) AS high, quality_known / students AS coverage
FROM home_counts
