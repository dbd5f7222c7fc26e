/* ---
id: MEA-STF-06
title: "Devices per full post in technology"
module: indicators
unit: ratio
direction: down
grain: [district]
needs: [posts, fleet_counts]
of: "full posts in technology"
version: 1
why: "Repair and support grow with devices, not with budgets."
says: "One full post in technology looks after {value} devices."
how_sure: exact
not_computed_when: "Personnel delivered no positions in technology, or no device is known."
--- */
SELECT 'district' AS grain, '' AS key, any_value(f.machines) AS numerator, sum(p.fte) AS denominator
FROM posts p CROSS JOIN (FROM fleet_counts WHERE grain = 'district') f WHERE p.technical
