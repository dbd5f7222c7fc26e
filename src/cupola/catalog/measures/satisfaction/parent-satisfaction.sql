/* ---
id: MEA-SAT-05
title: "Satisfaction of parents"
module: indicators
unit: share
direction: up
grain: [district, school]
needs: [survey_scores]
of: "answers of parents on scales in the newest survey"
version: 1
why: "People say whether technology helps them; no log does."
says: "Parents gave a good answer to {value} of questions."
how_sure: margin
not_computed_when: "Fewer than ten parents answered the newest survey, or there was none."
--- */
SELECT grain, key, good AS numerator, marks AS denominator, greatest(share - share_margin, 0) AS low,
       least(share + share_margin, 1) AS high, response_rate AS coverage
FROM survey_scores WHERE audience = 'parent'
