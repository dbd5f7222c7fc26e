/* ---
id: MEA-NET-05
title: "Hours of outage"
module: indicators
unit: hours
direction: down
grain: [district, school]
needs: [network_hours]
of: "hours of 30 days that were watched"
version: 1
why: "People remember hours, not percentages."
says: "Schools were in an outage for {value} in 30 days, counted together."
how_sure: coverage
not_computed_when: "Nothing was watched in the 30 days."
--- */
SELECT grain, key, known AS denominator, down AS value, known / all_hours AS coverage FROM network_hours
