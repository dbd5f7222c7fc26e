/* ---
id: MEA-NET-04
title: "Network availability during instruction"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [network_hours]
of: "hours of instruction in 30 days that were watched, by calendar and bells"
version: 1
why: "An outage at night stops no lesson; this counts those that do."
says: "The network was there {value} of the time of instruction."
how_sure: coverage
not_computed_when: "Nothing was watched during instruction, or calendar and bells are missing."
--- */
SELECT grain, key, taught - taught_down AS numerator, taught AS denominator FROM network_hours
