/* ---
id: MEA-SAT-01
title: "Satisfaction of teachers"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [survey_scores]
of: "answers of teachers on scales in the newest survey"
version: 1
why: "People say whether technology helps them; no log does."
says: "Teachers gave a good answer to {value} of questions."
how_sure: margin
not_computed_when: "Fewer than ten teachers answered the newest survey, or there was none."
--- */
SELECT grain, key, good AS numerator, marks AS denominator, greatest(share - share_margin, 0) AS low,
       least(share + share_margin, 1) AS high, response_rate AS coverage
FROM survey_scores WHERE audience = 'teacher'
