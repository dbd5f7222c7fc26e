/* ---
id: MEA-NET-06
title: "Availability of systems"
module: indicators
unit: share
direction: up
grain: [item]
needs: [system_hours]
of: "hours of 30 days in which the system was watched, maintenance left out"
version: 1
why: "Attendance, grades and pay stop with their systems."
says: "The system was there {value} of the time outside maintenance."
how_sure: coverage
not_computed_when: "No monitor belongs to a system of the register."
--- */
SELECT 'item' AS grain, place AS key, known - maintenance - down AS numerator, known - maintenance AS denominator,
       known / (30 * 24) AS coverage
FROM system_hours
