/* ---
id: MEA-PRO-04
title: "Promises past their day"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [promise_counts]
of: "promises that are open"
version: 1
why: "An open promise past its day should be kept, moved or taken back."
says: "{numerator} of {denominator} open promises are past their day."
how_sure: exact
not_computed_when: "No promise is open."
--- */
SELECT grain, key, overdue AS numerator, open_promises AS denominator FROM promise_counts
