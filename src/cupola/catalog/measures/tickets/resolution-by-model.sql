/* ---
id: MEA-TIC-08
title: "Hours until a ticket is resolved, by device model"
module: indicators
unit: hours
direction: down
grain: [item]
needs: [ticket_times]
of: "tickets opened in the last 90 days and resolved"
version: 2
why: "It says what to fix once instead of a hundred times."
says: "Half of resolved tickets of this kind took no more than {value}."
how_sure: exact
not_computed_when: "No ticket of the last 90 days has it."
--- */
SELECT 'item' AS grain, model AS key, count(*) AS denominator, median(resolution)::DOUBLE AS value
FROM ticket_times WHERE lately AND is_closed AND resolution >= 0 AND model <> '' GROUP BY model
