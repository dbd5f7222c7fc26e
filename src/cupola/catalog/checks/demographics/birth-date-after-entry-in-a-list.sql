/* ---
id: DEM-008
title: Birth date in a list lies after the day of entry, or in the future
module: data
role: school_office
needs: [student_list, org_identifiers]
of: student_list
severity: error
where: birth_date > as_of() or birth_date > entry_date
subject: coalesce(local_id, record_id)
school: (select min(o.org_id) from org_identifiers o where o.id_type = 'school_code' and o.value = school_code)
evidence: case when birth_date > as_of() then 'the day of this export' else 'the day of entry' end
says: "The birth date lies after {evidence}."
column: birth_date
why: >-
  The state refuses the student, age comes out below zero, and the student cannot be matched with any other
  system.
fix: >-
  Compare the birth date with the birth certificate in the student's file and correct it. Often this year
  was typed instead of the year of birth, or two columns were swapped.
not_a_problem_when: Never.
cost: {hours: 0.1}
--- */
