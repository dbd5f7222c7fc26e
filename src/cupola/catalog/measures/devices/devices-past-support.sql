/* ---
id: MEA-DEV-07
title: "Student devices past their support"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [device_counts]
of: "student devices that are not retired"
version: 1
why: "They get no more security fixes, and tests may refuse them."
says: "{numerator} of {denominator} student devices get no more updates."
how_sure: coverage
not_computed_when: "No device is known, or no student."
--- */
SELECT grain, key, past_support AS numerator, all_devices AS denominator, known_holders AS coverage FROM device_counts
