/* ---
id: EQU-003
title: No device at home, but who provides it is given
module: data
role: data_steward
needs: [home_access]
of: home_access
severity: error
says: "The student has no device to learn with at home, but the answers say who provides it or who shares it."
where: >-
  regexp_replace(lower(device_type), '[^a-z]', '', 'g') = 'none' and
  (coalesce(regexp_replace(lower(device_provider), '[^a-z]', '', 'g'), '') not in ('', 'none',
  'unknown', 'na', 'notapplicable') or coalesce(regexp_replace(lower(device_access), '[^a-z]', '', 'g'),
  '') not in ('', 'none', 'unknown', 'na', 'notapplicable'))
subject: split_part(person_id, ':', -1)
school: org_id
why: >-
  One of the two is wrong: a child without a device is counted as served, or one with a device gets a
  second.
fix: >-
  Ask the family again, or look at the form as it was filled in, and correct the answer that is wrong.
not_a_problem_when: >-
  Never: who provides a device says that there is one.
cost: {hours: 0.1}
--- */
