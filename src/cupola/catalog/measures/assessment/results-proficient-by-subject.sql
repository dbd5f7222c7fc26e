/* ---
id: MEA-ASM-03
title: "Results that are proficient, by subject"
module: indicators
unit: share
direction: up
grain: [item]
needs: [result_counts]
of: "newest results of the subject whose level can be read"
version: 1
why: "A district can be strong in one subject and weak in another."
says: "{numerator} of {denominator} results in the subject are proficient or better."
how_sure: coverage
not_computed_when: "No result has a level that can be read."
--- */
SELECT 'item' AS grain, subject AS key, proficient AS numerator, levels AS denominator,
       wilson_low(proficient, levels) AS low, wilson_high(proficient, levels) AS high, levels / results AS coverage
FROM result_counts WHERE subject NOT IN ('*', '') AND grain = 'district' AND levels > 0
