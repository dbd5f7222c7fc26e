/* ---
id: MEA-TIC-01
title: "Hours until the first answer"
module: indicators
unit: hours
direction: down
grain: [district, school]
needs: [ticket_counts]
of: "tickets opened in the last 90 days that were answered"
version: 1
why: "The first answer decides whether people call again or give up."
says: "Half of tickets had an answer within {value}."
how_sure: coverage
not_computed_when: "No ticket of the last 90 days has it."
--- */
SELECT grain, key, answered AS denominator, answer_hours AS value, answered / tickets AS coverage
FROM ticket_counts WHERE tickets > 0
