/* ---
id: MEA-NET-08
title: "Internet bandwidth per student"
module: indicators
unit: Mbps
direction: up
grain: [district]
needs: [internet_sums, student_counts]
of: "students enrolled on the day; above stands what schools may use of all lines to the Internet"
version: 1
why: "A test or a video for a whole school needs it at the same minute."
says: "There are {value} of Internet for each student, {numerator} Mbps for {denominator} students."
how_sure: exact
not_computed_when: "No line to the Internet was entered for the day."
--- */
SELECT c.grain, c.key, i.usable AS numerator, c.students AS denominator
FROM internet_sums i JOIN student_counts c ON c.grain = 'district'
