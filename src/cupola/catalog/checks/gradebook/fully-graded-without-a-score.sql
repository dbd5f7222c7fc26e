/* ---
id: GRB-015
title: Result is called fully graded and has no score
module: data
role: registrar
needs: [oneroster_results]
of: oneroster_results
severity: warning
says: "The result is called fully graded and has no score."
where: score_status = 'fully graded' and score_text is null and text_score is null and is_live
subject: sourced_id
column: scoreStatus
why: >-
  The student sees that the work was graded, but not how. An average counts it as nothing or as zero.
fix: >-
  Ask the teacher for the score, or set the status back.
not_a_problem_when: >-
  The column is marked with words that this export leaves out.
cost: {hours: 0.2}
--- */
