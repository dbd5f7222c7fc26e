/* ---
id: MEA-ASM-02
title: "Results that are proficient"
module: indicators
unit: share
direction: up
grain: [district, school, grade_band]
needs: [result_counts]
of: "newest results whose level can be read, one a student, assessment and subject"
version: 1
why: "It is the figure that families, boards and states ask for first."
says: "{numerator} of {denominator} results are proficient or better."
how_sure: coverage
not_computed_when: "No result has a level that can be read."
--- */
SELECT grain, key, proficient AS numerator, levels AS denominator, wilson_low(proficient, levels) AS low,
       wilson_high(proficient, levels) AS high, levels / results AS coverage
FROM result_counts WHERE subject = '*' AND levels > 0
