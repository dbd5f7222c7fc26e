/* ---
id: MEA-SAT-04
title: "Satisfaction of teachers, question by question"
module: indicators
unit: share
direction: up
grain: [item]
needs: [survey_items]
of: "answers of teachers to the question"
version: 1
why: "The total hides which tool or service is meant."
says: "{numerator} of {denominator} teachers gave a good answer to this question."
how_sure: margin
not_computed_when: "Fewer than ten teachers answered the newest survey, or there was none."
--- */
SELECT 'item' AS grain, key, good AS numerator, answers AS denominator,
       greatest(good / answers - survey_margin(sqrt(good / answers * (1 - good / answers)), answers,
                                               coalesce(invited, 1e9)), 0) AS low,
       least(good / answers + survey_margin(sqrt(good / answers * (1 - good / answers)), answers,
                                            coalesce(invited, 1e9)), 1) AS high,
       answers / invited AS coverage
FROM survey_items WHERE audience = 'teacher'
