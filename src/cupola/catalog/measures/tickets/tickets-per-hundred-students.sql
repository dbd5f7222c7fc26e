/* ---
id: MEA-TIC-05
title: "Tickets of 90 days per 100 students"
module: indicators
unit: ratio
direction: none
grain: [district, school]
needs: [ticket_counts, student_counts]
of: "students enrolled on the day"
version: 1
why: "Few tickets can mean that all is well, or that nobody asks any more."
says: "There were {value} tickets for each 100 students in 90 days."
how_sure: exact
not_computed_when: "No ticket was delivered."
--- */
SELECT c.grain, c.key, t.tickets AS numerator, c.students AS denominator, 100 * t.tickets / c.students AS value
FROM student_counts c JOIN ticket_counts t USING (grain, key)
