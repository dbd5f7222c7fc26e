/* ---
id: MEA-ATT-04
title: "Late arrivals per 100 student-days"
module: indicators
unit: ratio
direction: down
grain: [district, school, grade_band]
needs: [attendance_days]
of: "students times the days on which their school noted anybody absent or late, of the last 30 days"
version: 1
why: "Late arrivals show buses and clocks as much as students."
says: "Students came late on {value} of 100 student-days."
how_sure: coverage
not_computed_when: "No absence was delivered for the last 30 days."
--- */
SELECT grain, key, tardy_days AS numerator, student_days AS denominator, 100 * tardy_days / student_days AS value,
       with_days / students AS coverage
FROM attendance_days WHERE student_days > 0
