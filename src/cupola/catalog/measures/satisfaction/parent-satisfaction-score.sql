/* ---
id: MEA-SAT-06
title: "Satisfaction of parents, as a score"
module: indicators
unit: points
direction: up
grain: [district, school]
needs: [survey_scores]
of: "parents who answered the newest survey"
version: 1
why: "A score moves where the share of good answers stays the same."
says: "Parents give technology {value} points."
how_sure: margin
not_computed_when: "Fewer than ten parents answered the newest survey, or there was none."
--- */
SELECT grain, key, answers AS denominator, score AS value, greatest(score - score_margin, 0) AS low,
       least(score + score_margin, 100) AS high, response_rate AS coverage
FROM survey_scores WHERE audience = 'parent'
