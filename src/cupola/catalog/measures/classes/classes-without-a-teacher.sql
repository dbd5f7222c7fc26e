/* ---
id: MEA-CLS-04
title: "Classes without a teacher"
module: indicators
unit: share
direction: down
grain: [district, school]
needs: [class_counts]
of: "classes with students, homerooms left out"
version: 1
why: "Nobody can open a class in a learning tool that has no teacher."
says: "{numerator} of {denominator} classes have no teacher in the record."
how_sure: exact
not_computed_when: "No class has students on the day."
--- */
SELECT grain, key, without_teacher AS numerator, classes AS denominator FROM class_counts
