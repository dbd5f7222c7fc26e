/* ---
id: EQU-004
title: Device at home without who provides or shares it
module: data
role: data_steward
needs: [home_access]
of: home_access
severity: warning
says: "The student has a device at home, but the answers leave out who provides it or whether it is shared."
where: >-
  coalesce(regexp_replace(lower(device_type), '[^a-z]', '', 'g'), 'none') not in ('', 'none', 'unknown')
  and (coalesce(regexp_replace(lower(device_provider), '[^a-z]', '', 'g'), '') = '' or
  coalesce(regexp_replace(lower(device_access), '[^a-z]', '', 'g'), '') = '')
subject: split_part(person_id, ':', -1)
school: org_id
why: >-
  A tablet shared with three siblings is no place to learn; without the answer nobody can tell.
fix: >-
  Ask the family again, or look at the form as it was filled in, and correct the answer that is wrong.
not_a_problem_when: >-
  The family did not want to say more.
cost: {hours: 0.1}
--- */
