/* ---
id: MEA-DEV-04
title: "Student devices that cannot be used"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [device_counts]
of: "student devices that are not retired"
version: 1
why: "These are bought and do no work."
says: "{numerator} of {denominator} student devices cannot be used now."
how_sure: coverage
not_computed_when: "No device is known, or no student."
--- */
SELECT grain, key, all_devices - usable AS numerator, all_devices AS denominator, known_holders AS coverage FROM device_counts
