/* ---
id: MEA-DEV-02
title: "Usable devices per student"
module: indicators
unit: ratio
direction: up
grain: [district, school]
needs: [device_counts]
of: "students enrolled on the day"
version: 1
why: "More than one for each student leaves spares; it does not say that each has one."
says: "There are {value} working devices for each student."
how_sure: coverage
not_computed_when: "No device is known, or no student."
--- */
SELECT grain, key, usable AS numerator, students AS denominator, known_holders AS coverage FROM device_counts
