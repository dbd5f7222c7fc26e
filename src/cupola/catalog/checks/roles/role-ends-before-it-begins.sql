/* ---
id: ROL-006
title: Role ends before it begins
module: data
role: data_steward
needs: [oneroster_roles]
of: oneroster_roles
severity: error
where: end_date < begin_date and coalesce(lower(status), '') not in ('tobedeleted', 'inactive')
subject: sourced_id
school: record_key(system, org_sourced_id)
evidence: end_date
says: "The role ends on {evidence}, before it begins."
column: endDate
why: >-
  On no day does the person have the role, so tools give no access at all or refuse the file.
fix: >-
  Compare both dates with the assignment in the student information system or in HR and correct the one
  that was typed wrongly, often its year.
not_a_problem_when: Your system marks people who never came in this way; then leave such rows out of the export.
cost: {hours: 0.1}
--- */
