/* ---
id: MEA-CLS-01
title: "Students per class"
module: indicators
unit: ratio
direction: down
grain: [district, school]
needs: [class_counts]
of: "classes with students, homerooms left out"
version: 1
why: "Class size decides on rooms, carts and seats for tests."
says: "A class has {value} students on average."
how_sure: exact
not_computed_when: "No class has students on the day."
--- */
SELECT grain, key, seats AS numerator, classes AS denominator FROM class_counts
