/* ---
id: IDN-010
title: Family name has one letter
module: data
role: school_office
needs: [roster_names]
of: roster_names
severity: note
where: >-
  regexp_matches(family_name, '^ *[A-Za-z][.]? *$')
  and is_live
subject: sourced_id
school: record_key(system, primary_org_sourced_id)
says: The family name has one letter only.
column: family_name
why: >-
  Often only the first letter was typed, and the student cannot be matched with the state or with tests.
fix: Compare the name with the papers of the enrollment and type it in full.
not_a_problem_when: The family name has one letter indeed, as some Korean and Burmese names have.
cost: {hours: 0.05}
--- */
