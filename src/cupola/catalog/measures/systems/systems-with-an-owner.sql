/* ---
id: MEA-SYS-04
title: "Systems that somebody answers for"
module: indicators
unit: share
direction: up
grain: [district]
needs: [register_counts]
of: "systems of which it is known whether somebody does"
version: 1
why: "A system without an owner is renewed by nobody and closed by nobody."
says: "For {numerator} of {denominator} systems somebody answers."
how_sure: coverage
not_computed_when: "The register does not say who answers for systems."
--- */
SELECT 'district' AS grain, '' AS key, owned AS numerator, owner_known AS denominator, owner_known / systems AS coverage
FROM register_counts
