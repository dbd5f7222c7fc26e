/* ---
id: MEA-NET-01
title: "Network availability"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [network_hours]
of: "hours of 30 days that were watched, maintenance left out"
version: 1
why: "Nearly everything in a classroom needs the network."
says: "The network was there {value} of the time outside maintenance."
how_sure: coverage
not_computed_when: "Nothing was watched in the 30 days."
--- */
SELECT grain, key, known - maintenance - down AS numerator, known - maintenance AS denominator,
       known / all_hours AS coverage
FROM network_hours
