/* ---
id: MEA-NET-03
title: "Network availability as students have it"
module: indicators
unit: share
direction: up
grain: [district]
needs: [network_hours]
of: "hours of 30 days that were watched outside maintenance, times the students of the school"
version: 1
why: "An hour without network at a large school is more hours of students."
says: "For a student the network was there {value} of the time."
how_sure: coverage
not_computed_when: "Nothing was watched in the 30 days."
--- */
SELECT grain, key, student_hours - student_down AS numerator, student_hours AS denominator,
       known / all_hours AS coverage
FROM network_hours WHERE grain = 'district'
