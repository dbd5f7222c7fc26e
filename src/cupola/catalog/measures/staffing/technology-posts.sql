/* ---
id: MEA-STF-04
title: "Full posts in technology"
module: indicators
unit: count
direction: none
grain: [district]
needs: [posts]
of: "the posts themselves"
version: 1
why: "Everything on these pages is done by these people."
says: "{value} full posts keep technology running."
how_sure: exact
not_computed_when: "Personnel delivered no positions."
--- */
SELECT 'district' AS grain, '' AS key, sum(fte) AS numerator, sum(fte) AS value FROM posts WHERE technical
