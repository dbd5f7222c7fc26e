/* ---
id: EDF-008
title: Student with a contact whom the export does not hold
module: data
role: registrar
needs: [edfi_student_contact_associations, edfi_contacts]
of: edfi_student_contact_associations
severity: error
says: "Student {subject} has a contact ({evidence}) whom the export does not hold."
column: contact_unique_id
absence_of: edfi_contacts
why: >-
  In an emergency there is nobody to call for this student.
fix: >-
  Open the student's family page. If the contact is there, export contacts and associations together; if
  not, enter who is to be called.
not_a_problem_when: >-
  The pages hold only what changed since the last export, and the contact did not change.
cost: {hours: 0.1}
--- */
select trim(a.student_unique_id) as subject, coalesce(a.contact_unique_id, a.contact_ref) as evidence, a.file, a.line
from edfi_student_contact_associations a
left join edfi_contacts c on c.system = a.system and trim(c.contact_unique_id) = trim(a.contact_unique_id)
left join edfi_contacts r on r.system = a.system and r.resource_id = a.contact_ref
where coalesce(a.contact_unique_id, a.contact_ref) is not null and c.system is null and r.system is null
  and a.system in (select s.system from edfi_contacts s)
