/* ---
id: MEA-CLS-03
title: "Classes with more than 30 students"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [class_counts]
of: "classes with students, homerooms left out"
version: 1
why: "A cart holds 30 devices; a larger class has not one for each."
says: "{numerator} of {denominator} classes have more than 30 students."
how_sure: exact
not_computed_when: "No class has students on the day."
--- */
SELECT grain, key, large AS numerator, classes AS denominator FROM class_counts
