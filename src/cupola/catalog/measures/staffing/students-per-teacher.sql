/* ---
id: MEA-STF-02
title: "Students per teacher"
module: indicators
unit: ratio
direction: down
grain: [district, school]
needs: [teacher_counts]
of: "teachers in rosters, each counted once"
version: 1
why: "It says how many students one teacher has to reach."
says: "There are {value} students for each teacher."
how_sure: exact
not_computed_when: "No roster names a teacher on the day."
--- */
SELECT grain, key, students AS numerator, teachers AS denominator FROM teacher_counts
