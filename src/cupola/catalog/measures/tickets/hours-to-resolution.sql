/* ---
id: MEA-TIC-02
title: "Hours until a ticket is resolved"
module: indicators
unit: hours
direction: down
grain: [district, school]
needs: [ticket_counts]
of: "tickets opened in the last 90 days and resolved"
version: 1
why: "A lesson waits as long as the ticket does."
says: "Half of resolved tickets took no more than {value}."
how_sure: coverage
not_computed_when: "No ticket of the last 90 days has it."
--- */
SELECT grain, key, resolved AS denominator, resolution_hours AS value, resolved / tickets AS coverage
FROM ticket_counts WHERE tickets > 0
