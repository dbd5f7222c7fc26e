/* ---
id: MEA-SYS-05
title: "Systems with a way out that is written down"
module: indicators
unit: share
direction: up
grain: [district]
needs: [register_counts]
of: "systems of which it is known whether there is one"
version: 1
why: "Data that cannot be taken out is a reason to stay, and a bad one."
says: "For {numerator} of {denominator} systems the way out is written down."
how_sure: coverage
not_computed_when: "The register does not say how to get out of systems."
--- */
SELECT 'district' AS grain, '' AS key, with_exit AS numerator, exit_known AS denominator, exit_known / systems AS coverage
FROM register_counts
