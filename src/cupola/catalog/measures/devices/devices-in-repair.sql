/* ---
id: MEA-DEV-06
title: "Student devices in repair"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [device_counts]
of: "student devices that are not retired"
version: 1
why: "A student without a device waits for each of them."
says: "{numerator} of {denominator} student devices are in repair."
how_sure: coverage
not_computed_when: "No device is known, or no student."
--- */
SELECT grain, key, in_repair AS numerator, all_devices AS denominator, known_holders AS coverage FROM device_counts
