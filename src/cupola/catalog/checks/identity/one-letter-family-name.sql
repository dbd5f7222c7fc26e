/* ---
id: IDN-010
title: Family name has one letter
module: data
role: school_office
needs: [oneroster_users]
of: oneroster_users
severity: note
where: >-
  regexp_matches(family_name, '^ *[A-Za-z][.]? *$')
  and coalesce(lower(status), '') not in ('tobedeleted', 'inactive')
subject: sourced_id
school: record_key(system, primary_org_sourced_id)
says: The family name has one letter only.
column: familyName
why: >-
  Often only the first letter was typed, and the student cannot be matched with the state or with tests.
fix: Compare the name with the papers of the enrollment and type it in full.
not_a_problem_when: The family name has one letter indeed, as some Korean and Burmese names have.
cost: {hours: 0.05}
--- */
