/* ---
id: ENR-009
title: Student left without a reason, or has a reason but no last day
module: data
role: school_office
needs: [student_list, org_identifiers]
of: student_list
severity: warning
where: >-
  (exit_date <= as_of() and exit_code is null)
  or (exit_date_text is null and exit_code is not null
      and lower(exit_code) not in ('0', '00', '000', 'n/a', 'na', 'none', '-', 'enrolled', 'active', 'current'))
subject: coalesce(local_id, record_id)
school: (select min(o.org_id) from org_identifiers o where o.id_type = 'school_code' and o.value = school_code)
evidence: case when exit_code is null then 'a last day but no reason' else 'reason ' || exit_code || ' but no last day' end
says: "The student has {evidence}."
column: exit_code
why: >-
  Without a reason the state counts the student as a dropout; without a last day the student stays on the
  roll and is marked absent every day.
fix: >-
  Look at the withdrawal form or the records request of the next school. Enter both the last day and the
  reason in the student's enrollment history.
not_a_problem_when: The reason is asked of the family and will follow.
cost: {hours: 0.2}
only_if:
  sql: >-
    select count(case when s.exit_code is not null and s.exit_date is not null then 1 end) > 0
    from student_list s
  otherwise: no row has both a last day and a reason, so the list does not use them together
--- */
