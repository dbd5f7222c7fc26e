/* ---
id: EDF-015
title: Assignment of somebody whom the export does not hold
module: data
role: data_steward
needs: [edfi_staff_assignments, edfi_staffs]
of: edfi_staff_assignments
severity: error
says: "{rows} assignments belong to staff {evidence}, whom the export does not hold."
column: staff_unique_id
absence_of: edfi_staffs
why: >-
  The post is filled by nobody who can be named: counts of staff by school are wrong.
fix: >-
  Look the number up in the staff records. If the person works here, export them; if not, end the
  assignment.
not_a_problem_when: >-
  The pages hold only what changed since the last export, and the person did not change.
cost: {hours: 0.1}
--- */
select trim(a.staff_unique_id) as subject, record_key(a.system, trim(a.education_organization_id)) as school_id,
       trim(a.staff_unique_id) as evidence, count(*) as rows, min(a.file) as file, min(a.line) as line
from edfi_staff_assignments a
left join edfi_staffs t on t.system = a.system and trim(t.staff_unique_id) = trim(a.staff_unique_id)
where a.staff_unique_id is not null and t.staff_unique_id is null
  and a.system in (select s.system from edfi_staffs s)
group by a.system, trim(a.staff_unique_id), trim(a.education_organization_id)
