/* ---
id: MEA-TIC-04
title: "Tickets opened again"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [ticket_counts]
of: "tickets opened in the last 90 days and closed, of which it is known"
version: 1
why: "Closed too early looks fast and is not."
says: "{numerator} of {denominator} closed tickets were opened again."
how_sure: exact
not_computed_when: "The help desk does not say which tickets were opened again."
--- */
SELECT grain, key, reopened AS numerator, reopening_known AS denominator FROM ticket_counts
