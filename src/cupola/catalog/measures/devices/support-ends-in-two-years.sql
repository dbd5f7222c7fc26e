/* ---
id: MEA-DEV-12
title: "Devices whose support ends within 24 months"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [fleet_counts]
of: "devices in use whose end of support is known"
version: 1
why: "Two budgets ahead is when a replacement can still be spread."
says: "{numerator} of {denominator} devices lose their support within 24 months."
how_sure: coverage
not_computed_when: "No end of support is known."
--- */
SELECT grain, key, ends_24 AS numerator, support_known AS denominator, support_known / machines AS coverage FROM fleet_counts
