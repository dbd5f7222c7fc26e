/* ---
id: IDN-008
title: Name holds characters that no name has
module: data
role: school_office
needs: [roster_names]
of: roster_names
severity: warning
where: >-
  regexp_matches(concat_ws('/', given_name, family_name), '[0-9@#$%^*_+=<>?|{}~;\[\]\\\t\x{FFFD}]|[^ ]  +[^ /]|Ã[\x{80}-\x{BF}‰ŠŒŽš›œžŸ“”„†‡•–—˜™]|Â[\x{80}-\x{BF}]|â€')
  and is_live
subject: sourced_id
school: record_key(system, primary_org_sourced_id)
says: "The name holds a digit, a sign or letters that were broken on the way between two systems."
column: family_name
why: >-
  State uploads refuse such a name, diplomas and test booklets print it, and the student cannot be matched
  with other systems.
fix: >-
  Open the person and type the name again as on the birth certificate. If many names with accents are
  broken, the file was saved in the wrong encoding: export it again as UTF-8 and do not open it in Excel.
not_a_problem_when: The law of your state allows the sign in a name and the person's papers have it.
cost: {hours: 0.1}
--- */
