/* ---
id: MEA-PRO-03
title: "Days until an answer"
module: indicators
unit: days
direction: down
grain: [district, school]
needs: [promise_counts]
of: "what people asked that was answered"
version: 1
why: "People remember how long they waited."
says: "Half of those who asked had an answer after {value}."
how_sure: exact
not_computed_when: "Nothing was answered yet."
--- */
SELECT grain, key, answered AS denominator, days_to_answer AS value FROM promise_counts
