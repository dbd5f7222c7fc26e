/* ---
id: MEA-NET-09
title: "Lines into a school per student"
module: indicators
unit: Mbps
direction: up
grain: [school]
needs: [lines_now, student_counts]
of: "students enrolled at the school on the day; above stands what it may use of all lines that end there"
version: 1
why: "A fast line to the Internet helps nobody whose school hangs on a slow one."
says: "The lines into the school carry {value} for each student."
how_sure: exact
not_computed_when: "No line that ends at a school was entered for the day."
--- */
SELECT c.grain, c.key, sum(l.usable) AS numerator, c.students AS denominator
FROM lines_now l JOIN student_counts c ON c.grain = 'school' AND c.key = l.org_id
GROUP BY c.grain, c.key, c.students
