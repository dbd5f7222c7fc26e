/* ---
id: MEA-DEV-16
title: "Students who hold more than one device"
module: indicators
unit: share
direction: down
grain: [district, school, grade_band]
needs: [holding_counts, device_assignments]
of: "students enrolled on the day"
version: 1
why: "Often the old one was never given back."
says: "{numerator} of {denominator} students hold more than one working device."
how_sure: exact
not_computed_when: "No source says who holds a device."
--- */
SELECT grain, key, with_several AS numerator, students AS denominator
FROM holding_counts WHERE EXISTS (FROM device_assignments)
