/* ---
id: MEA-TIC-06
title: "Days until a device is repaired"
module: indicators
unit: days
direction: down
grain: [district, school]
needs: [ticket_counts]
of: "tickets opened in the last 90 days and resolved, that name a device"
version: 1
why: "Equal devices are not equal access where repair takes twice as long."
says: "Half of repairs took no more than {value}."
how_sure: exact
not_computed_when: "No ticket of the last 90 days has it."
--- */
SELECT grain, key, repairs AS denominator, repair_days AS value FROM ticket_counts
