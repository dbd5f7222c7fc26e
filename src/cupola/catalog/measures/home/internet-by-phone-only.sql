/* ---
id: MEA-HOM-02
title: "Internet at home that is a phone network"
module: indicators
unit: share
direction: down
grain: [district, school, grade_band]
needs: [home_counts]
of: "students whose families said what kind they have"
version: 1
why: "A phone plan runs out before the month does."
says: "For {numerator} of {denominator} students internet at home is a phone network."
how_sure: coverage
not_computed_when: "Nobody answered about home."
--- */
SELECT grain, key, by_phone AS numerator, type_known AS denominator, wilson_low(by_phone, type_known) AS low,
       wilson_high(by_phone, type_known) AS high, type_known / students AS coverage
FROM home_counts
