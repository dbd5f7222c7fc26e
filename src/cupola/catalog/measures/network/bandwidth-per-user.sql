/* ---
id: MEA-NET-10
title: "Internet bandwidth per user"
module: indicators
unit: Mbps
direction: up
grain: [district]
needs: [internet_sums, students, staff]
of: "students and staff on the day, each person once"
version: 1
why: "Staff use the same lines; the goals of SETDA are per user."
says: "There are {value} of Internet for each of {denominator} students and staff."
how_sure: exact
not_computed_when: "No line to the Internet was entered for the day, or no source says who works here."
--- */
SELECT 'district' AS grain, '' AS key, i.usable AS numerator, u.users AS denominator
FROM internet_sums i
CROSS JOIN (SELECT count(*) AS users FROM (SELECT person_id FROM students UNION SELECT person_id FROM staff)) u
