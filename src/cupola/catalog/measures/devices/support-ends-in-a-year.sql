/* ---
id: MEA-DEV-11
title: "Devices whose support ends within 12 months"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [fleet_counts]
of: "devices in use whose end of support is known"
version: 1
why: "They must be in the next budget."
says: "{numerator} of {denominator} devices lose their support within 12 months."
how_sure: coverage
not_computed_when: "No end of support is known."
--- */
SELECT grain, key, ends_12 AS numerator, support_known AS denominator, support_known / machines AS coverage FROM fleet_counts
