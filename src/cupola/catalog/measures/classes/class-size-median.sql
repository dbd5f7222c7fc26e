/* ---
id: MEA-CLS-02
title: "Size of the middle class"
module: indicators
unit: students
direction: down
grain: [district, school]
needs: [class_counts]
of: "classes with students, homerooms left out"
version: 1
why: "The middle class is not moved by a few very small or very large ones."
says: "Half of the {denominator} classes have more than {value} students or as many."
how_sure: exact
not_computed_when: "No class has students on the day."
--- */
SELECT grain, key, classes AS denominator, middle AS value FROM class_counts
