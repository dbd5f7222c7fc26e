/* ---
id: MEA-PAI-02
title: "Hours a year won back"
module: indicators
unit: hours
direction: up
grain: [district, school]
needs: [pain_counts]
of: "pains whose time was told"
version: 1
why: "It is what the work of the technology office returned to people."
says: "Solved pains give back {value} a year."
how_sure: coverage
not_computed_when: "Nobody told how much time a pain costs."
--- */
SELECT grain, key, with_hours AS denominator, solved_hours AS value, with_hours / pains AS coverage FROM pain_counts
