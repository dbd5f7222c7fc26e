/* ---
id: MEA-DEV-03
title: "Students with a usable device of their own"
module: indicators
unit: share
direction: up
grain: [district, school, grade_band]
needs: [holding_counts, device_assignments]
of: "students enrolled on the day"
version: 1
why: "A thousand devices for a thousand students can still leave eighty with none."
says: "{numerator} of {denominator} students have a working device of their own."
how_sure: exact
not_computed_when: "No source says who holds a device."
--- */
SELECT grain, key, holders AS numerator, students AS denominator, wilson_low(holders, students) AS low,
       wilson_high(holders, students) AS high
FROM holding_counts WHERE EXISTS (FROM device_assignments)
