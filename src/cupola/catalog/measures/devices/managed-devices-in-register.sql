/* ---
id: MEA-DEV-15
title: "Managed devices that are in the register"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [fleet_counts]
of: "devices in use that a management system knows"
version: 1
why: "What is not in the register is not insured, audited or replaced."
says: "{numerator} of {denominator} managed devices are in the register."
how_sure: coverage
not_computed_when: "No management system was delivered."
--- */
SELECT grain, key, both_ways AS numerator, managed AS denominator, managed / machines AS coverage FROM fleet_counts
