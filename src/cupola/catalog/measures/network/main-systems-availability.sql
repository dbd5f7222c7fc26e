/* ---
id: MEA-NET-07
title: "Availability of attendance, gradebook and finance"
module: indicators
unit: share
direction: up
grain: [district]
needs: [system_hours]
of: "hours of 30 days in which these systems were watched, maintenance left out"
version: 1
why: "These three stop the whole district at once."
says: "Attendance, gradebook and finance were there {value} of the time."
how_sure: coverage
not_computed_when: "No monitor belongs to one of these systems."
--- */
SELECT 'district' AS grain, '' AS key, sum(known - maintenance - down) AS numerator,
       sum(known - maintenance) AS denominator, sum(known) / (count(*) * 30 * 24) AS coverage
FROM system_hours WHERE first
