/* ---
id: MEA-STF-03
title: "Students per full teaching post"
module: indicators
unit: ratio
direction: down
grain: [district, school]
needs: [posts, student_counts]
of: "full posts of teachers, as personnel keeps them"
version: 1
why: "People work part of a post; posts say what is paid for."
says: "There are {value} students for each full teaching post."
how_sure: exact
not_computed_when: "Personnel delivered no positions of teachers."
--- */
SELECT c.grain, c.key, c.students AS numerator, p.posts AS denominator
FROM student_counts c JOIN (
    SELECT CASE WHEN grouping(org_id) = 1 THEN 'district' ELSE 'school' END AS grain, coalesce(org_id, '') AS key,
           sum(fte) AS posts
    FROM posts WHERE teaches GROUP BY GROUPING SETS ((), (org_id))
) p USING (grain, key)
