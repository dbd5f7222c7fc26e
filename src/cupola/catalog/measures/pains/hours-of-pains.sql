/* ---
id: MEA-PAI-01
title: "Hours a year lost to known pains"
module: indicators
unit: hours
direction: down
grain: [district, school]
needs: [pain_counts]
of: "pains whose time was told"
version: 1
why: "Hours that people told are the best case for change."
says: "Known pains cost {value} a year."
how_sure: coverage
not_computed_when: "Nobody told how much time a pain costs."
--- */
SELECT grain, key, with_hours AS denominator, open_hours AS value, with_hours / pains AS coverage FROM pain_counts
