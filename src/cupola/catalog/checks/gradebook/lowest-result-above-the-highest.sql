/* ---
id: GRB-007
title: Lowest score of a gradebook column lies above its highest
module: data
role: registrar
needs: [oneroster_line_items]
of: oneroster_line_items
severity: error
says: "resultValueMin is {evidence}, above resultValueMax."
where: result_value_min > result_value_max and is_live
subject: sourced_id
evidence: result_value_min
column: resultValueMin
why: >-
  No score fits between them. Receivers refuse every result of the column.
fix: >-
  Correct the points of the column in the gradebook; the two were most often typed the wrong way round.
not_a_problem_when: >-
  Never; there is no score that could be right.
cost: {hours: 0.2}
--- */
