/* ---
id: MEA-ATT-03
title: "Absences without an accepted reason"
module: indicators
unit: share
direction: down
grain: [district, school, grade_band]
needs: [attendance_days]
of: "absences of the last 30 days"
version: 1
why: "A rise often means that a note to parents does not arrive."
says: "{numerator} of {denominator} absences had no accepted reason."
how_sure: exact
not_computed_when: "No absence was delivered for the last 30 days."
--- */
SELECT grain, key, unexcused_days AS numerator, absent_days AS denominator FROM attendance_days
