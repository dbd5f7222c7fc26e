/* ---
id: MEA-ATT-01
title: "Attendance"
module: indicators
unit: share
direction: up
grain: [district, school, grade_band]
needs: [attendance_days]
of: "students times the days on which their school noted anybody absent or late, of the last 30 days"
version: 1
why: "Learning begins with being there, and state money often follows it."
says: "Students were there on {value} of school days in the last 30 days."
how_sure: coverage
not_computed_when: "No absence was delivered for the last 30 days."
--- */
SELECT grain, key, student_days - absent_days AS numerator, student_days AS denominator,
       wilson_low(student_days - absent_days, student_days) AS low,
       wilson_high(student_days - absent_days, student_days) AS high, with_days / students AS coverage
FROM attendance_days WHERE student_days > 0
