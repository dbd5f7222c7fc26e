/* ---
id: MEA-DEV-01
title: "Students per usable device"
module: indicators
unit: ratio
direction: down
grain: [district, school]
needs: [device_counts]
of: "devices that a student can use: not lost, retired, in repair or past their support, and not held by staff"
version: 1
why: "It says how many students share one device when all come to school."
says: "There are {value} students for each device that works."
how_sure: coverage
not_computed_when: "No device is known, or no student."
--- */
SELECT grain, key, students AS numerator, usable AS denominator, known_holders AS coverage FROM device_counts
