/* ---
id: EQU-002
title: Internet at home without its kind or how well it works
module: data
role: data_steward
needs: [home_access]
of: home_access
severity: warning
says: "The student has internet at home, but the answers leave out its kind or how well it works."
where: >-
  regexp_replace(lower(internet_access), '[^a-z]', '', 'g') in ('yes', 'y', 'true') and
  (coalesce(regexp_replace(lower(internet_access_type), '[^a-z]', '', 'g'), '') = '' or
  coalesce(regexp_replace(lower(internet_performance), '[^a-z]', '', 'g'), '') = '')
subject: split_part(person_id, ':', -1)
school: org_id
why: >-
  A telephone plan and a cable are both internet; without the kind nobody can tell who can follow a
  lesson from home.
fix: >-
  Ask the family again, or look at the form as it was filled in, and correct the answer that is wrong.
not_a_problem_when: >-
  The family did not want to say more.
cost: {hours: 0.1}
--- */
