/* ---
id: MEA-DEV-05
title: "Student devices lost"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [device_counts]
of: "student devices that are not retired"
version: 1
why: "Each lost device is money, and perhaps data."
says: "{numerator} of {denominator} student devices are lost."
how_sure: coverage
not_computed_when: "No device is known, or no student."
--- */
SELECT grain, key, lost AS numerator, all_devices AS denominator, known_holders AS coverage FROM device_counts
