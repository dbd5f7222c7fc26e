/* ---
id: MEA-STF-01
title: "Teachers"
module: indicators
unit: count
direction: none
grain: [district, school]
needs: [teacher_counts]
of: "the teachers themselves"
version: 1
why: "Licences, laptops and training are counted by teachers."
says: "{value} teachers work here."
how_sure: exact
not_computed_when: "No roster names a teacher on the day."
--- */
SELECT grain, key, teachers AS numerator, teachers AS value FROM teacher_counts
