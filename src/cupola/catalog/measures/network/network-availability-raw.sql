/* ---
id: MEA-NET-02
title: "Network availability, maintenance counted as time"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [network_hours]
of: "hours of 30 days that were watched"
version: 1
why: "Counted this way it compares with what others publish."
says: "The network was not in an outage {value} of the time."
how_sure: coverage
not_computed_when: "Nothing was watched in the 30 days."
--- */
SELECT grain, key, known - down AS numerator, known AS denominator, known / all_hours AS coverage FROM network_hours
