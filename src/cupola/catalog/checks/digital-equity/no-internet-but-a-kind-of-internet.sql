/* ---
id: EQU-001
title: No internet at home, but a kind of internet is given
module: data
role: data_steward
needs: [home_access]
of: home_access
severity: error
says: "The student has no internet at home, but the answers name its kind or how well it works."
where: >-
  regexp_replace(lower(internet_access), '[^a-z]', '', 'g') not in ('yes', 'y', 'true') and
  regexp_replace(lower(internet_access), '[^a-z]', '', 'g') <> '' and
  (coalesce(regexp_replace(lower(internet_access_type), '[^a-z]', '', 'g'), '') not in ('', 'none',
  'unknown', 'na', 'notapplicable') or coalesce(regexp_replace(lower(internet_performance), '[^a-z]',
  '', 'g'), '') not in ('', 'none', 'unknown', 'na', 'notapplicable'))
subject: split_part(person_id, ':', -1)
school: org_id
why: >-
  One of the two is wrong: a hotspot may go to a family that has internet, or a family without is passed
  over.
fix: >-
  Ask the family again, or look at the form as it was filled in, and correct the answer that is wrong.
not_a_problem_when: >-
  Never: an answer that names a kind of internet says that there is some.
cost: {hours: 0.1}
--- */
