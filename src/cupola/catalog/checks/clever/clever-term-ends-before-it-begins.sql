/* ---
id: CLV-017
title: Term of a section ends before it begins
module: data
role: registrar
needs: [clever_sections]
of: clever_sections
severity: error
says: "The term ends on {evidence}, before it begins."
where: term_end < term_start
subject: section_id
school: record_key(system, school_id)
evidence: cast(term_end as varchar)
column: Term_end
why: >-
  Clever takes the section as over from its first day.
fix: >-
  Correct the dates of the term.
not_a_problem_when: >-
  Never; one of the dates is wrong.
cost: {hours: 0.2}
--- */
