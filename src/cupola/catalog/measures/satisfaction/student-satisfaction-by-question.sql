/* ---
id: MEA-SAT-12
title: "Satisfaction of students, question by question"
module: indicators
unit: share
direction: up
grain: [item]
needs: [survey_items]
of: "answers of students to the question"
version: 1
why: "The total hides which tool or service is meant."
says: "{numerator} of {denominator} students gave a good answer to this question."
how_sure: margin
not_computed_when: "Fewer than ten students answered the newest survey, or there was none."
--- */
SELECT 'item' AS grain, key, good AS numerator, answers AS denominator,
       greatest(good / answers - survey_margin(sqrt(good / answers * (1 - good / answers)), answers,
                                               coalesce(invited, 1e9)), 0) AS low,
       least(good / answers + survey_margin(sqrt(good / answers * (1 - good / answers)), answers,
                                            coalesce(invited, 1e9)), 1) AS high,
       answers / invited AS coverage
FROM survey_items WHERE audience = 'student'
