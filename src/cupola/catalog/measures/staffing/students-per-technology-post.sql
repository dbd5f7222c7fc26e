/* ---
id: MEA-STF-05
title: "Students per full post in technology"
module: indicators
unit: ratio
direction: down
grain: [district]
needs: [posts, student_counts]
of: "full posts in technology"
version: 1
why: "A common rule of thumb for service is counted this way."
says: "One full post in technology serves {value} students."
how_sure: exact
not_computed_when: "Personnel delivered no positions in technology."
--- */
SELECT 'district' AS grain, '' AS key, any_value(c.students) AS numerator, sum(p.fte) AS denominator
FROM posts p CROSS JOIN (FROM student_counts WHERE grain = 'district') c WHERE p.technical
