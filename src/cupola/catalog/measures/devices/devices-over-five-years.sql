/* ---
id: MEA-DEV-10
title: "Devices older than five years"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [fleet_counts]
of: "devices in use whose day of purchase is known"
version: 1
why: "From the fifth year on repairs cost more than they save."
says: "{numerator} of {denominator} devices are older than five years."
how_sure: coverage
not_computed_when: "No purchase date is known."
--- */
SELECT grain, key, over_five AS numerator, aged AS denominator, aged / machines AS coverage FROM fleet_counts
