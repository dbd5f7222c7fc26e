/* ---
id: MEA-DEV-09
title: "Age of devices"
module: indicators
unit: years
direction: down
grain: [district, school]
needs: [fleet_counts]
of: "devices in use whose day of purchase is known"
version: 1
why: "Old devices break more often and are replaced all at once, unless it is planned."
says: "Devices are {value} old on average."
how_sure: coverage
not_computed_when: "No purchase date is known."
--- */
SELECT grain, key, years AS numerator, aged AS denominator, aged / machines AS coverage FROM fleet_counts
