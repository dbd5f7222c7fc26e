/* ---
id: MEA-TIC-03
title: "Open tickets"
module: indicators
unit: count
direction: down
grain: [district, school]
needs: [ticket_counts]
of: "the tickets themselves"
version: 1
why: "A backlog that grows is a promise that cannot be kept."
says: "{value} tickets are open."
how_sure: exact
not_computed_when: "No ticket was delivered."
--- */
SELECT grain, key, open_tickets AS numerator, open_tickets AS value FROM ticket_counts WHERE tickets > 0 OR open_tickets > 0
