/* ---
id: ROL-006
title: Role ends before it begins
module: data
role: data_steward
needs: [roster_people, roster_roles, roster_role_rows]
of: roster_roles
severity: error
says: "The role at the school ends on {evidence}, before it begins."
column: end_date
why: >-
  On no day does the person have the role, so tools give no access at all or refuse the file.
fix: >-
  Compare both dates with the assignment in the student information system or in HR, of a student with entry
  and exit, and correct the one that was typed wrongly, often its year.
not_a_problem_when: Your system marks people who never came in this way; then leave such rows out of the export.
cost: {hours: 0.1}
--- */
select x.sourced_id as subject, record_key(x.system, x.org_sourced_id) as school_id, x.end_date as evidence,
       x.file, x.line
from roster_role_rows x
join (select r.file, r.line from roster_roles r where r.end_date < r.begin_date and r.is_live) turned
  on turned.file = x.file and turned.line = x.line
