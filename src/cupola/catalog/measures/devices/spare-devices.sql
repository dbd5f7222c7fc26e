/* ---
id: MEA-DEV-08
title: "Usable devices that nobody holds"
module: indicators
unit: share
direction: none
grain: [district, school]
needs: [device_counts]
of: "devices that a student can use"
version: 1
why: "Too few and a broken screen stops a student; too many and money lies idle."
says: "{numerator} of {denominator} working devices are with nobody."
how_sure: coverage
not_computed_when: "No device is known, or no student."
--- */
SELECT grain, key, spare AS numerator, usable AS denominator, known_holders AS coverage FROM device_counts
