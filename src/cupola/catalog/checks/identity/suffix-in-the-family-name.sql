/* ---
id: IDN-009
title: Suffix such as Jr. stands in the family name
module: data
role: school_office
needs: [roster_names]
of: roster_names
severity: note
where: >-
  case when contains(family_name, ' ') or contains(family_name, ',')
       then regexp_matches(lower(family_name), '^.*[ ,](jr|sr|ii|iii|iv)[. ]*$')
            and is_live end
subject: sourced_id
school: record_key(system, primary_org_sourced_id)
says: The family name ends with a suffix such as Jr., Sr., II or III.
column: family_name
why: >-
  State systems keep the suffix in a field of its own. With it in the family name the student is not found
  there and may get a second state id.
fix: Move the suffix to its own field in the student information system, if it has one.
not_a_problem_when: Your system has no field for it and the state takes the name as it is.
cost: {hours: 0.05}
--- */
