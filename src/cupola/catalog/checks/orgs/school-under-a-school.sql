/* ---
id: ORG-002
title: School stands under another school
module: data
role: data_steward
needs: [roster_orgs]
of: roster_orgs
severity: warning
says: "It stands under {evidence}, which is a school itself."
column: parent_sourced_id
why: >-
  Most tools know a district with schools under it and nothing deeper. They refuse the lower school, or
  count its students twice.
fix: >-
  In the list of schools of the student information system, put the school under the district. A program
  that lives inside a school should be of type department.
not_a_problem_when: >-
  A small program inside a school is kept as a school of its own and every tool in use takes it.
cost: {hours: 0.2}
--- */
select o.sourced_id as subject, record_key(o.system, o.sourced_id) as school_id,
       o.parent_sourced_id as evidence, o.file, o.line
from roster_orgs o
join roster_orgs above on above.system = o.system and above.sourced_id = o.parent_sourced_id
where above.kind = 'school' and o.kind in ('school', 'district', 'local', 'state', 'national')
  and o.is_live
