/* ---
id: MEA-EQU-11
title: "Share of a group among students without a device, less its share of students"
module: indicators
unit: difference
direction: down
grain: [student_group]
needs: [device_gaps]
of: "students without a working device of their own"
version: 1
restricted: true
why: "Above zero the group is hit more often than its size explains."
says: "The share of this group among those without a device differs by {value} from its share of students."
how_sure: exact
not_computed_when: "Every student has a device, or no device of students is known."
--- */
SELECT grain, key, k1 AS numerator, k AS denominator, k1 / k - everybody / all_students AS value
FROM device_gaps WHERE grain = 'student_group' AND k > 0
