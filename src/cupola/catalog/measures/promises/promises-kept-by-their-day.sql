/* ---
id: MEA-PRO-01
title: "Promises kept by their day"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [promise_counts]
of: "promises whose day has come"
version: 1
why: "Trust is made of this."
says: "{numerator} of {denominator} promises were kept by their day."
how_sure: exact
not_computed_when: "No promise was due yet."
--- */
SELECT grain, key, kept AS numerator, due AS denominator FROM promise_counts
