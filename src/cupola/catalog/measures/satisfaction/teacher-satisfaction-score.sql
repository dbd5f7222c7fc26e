/* ---
id: MEA-SAT-02
title: "Satisfaction of teachers, as a score"
module: indicators
unit: points
direction: up
grain: [district, school]
needs: [survey_scores]
of: "teachers who answered the newest survey"
version: 1
why: "A score moves where the share of good answers stays the same."
says: "Teachers give technology {value} points."
how_sure: margin
not_computed_when: "Fewer than ten teachers answered the newest survey, or there was none."
--- */
SELECT grain, key, answers AS denominator, score AS value, greatest(score - score_margin, 0) AS low,
       least(score + score_margin, 100) AS high, response_rate AS coverage
FROM survey_scores WHERE audience = 'teacher'
