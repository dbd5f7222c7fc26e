/* ---
id: MEA-PRO-02
title: "What people asked that was answered"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [promise_counts]
of: "all that people asked and that was written down"
version: 1
why: "Even a no is an answer; silence is not."
says: "{numerator} of {denominator} who asked got an answer."
how_sure: exact
not_computed_when: "Nothing that people asked was written down."
--- */
SELECT grain, key, answered AS numerator, heard AS denominator FROM promise_counts
