/* ---
id: EDF-004
title: Student in a section that the export does not hold
module: data
role: data_steward
needs: [edfi_student_section_associations, edfi_sections]
of: edfi_student_section_associations
severity: error
says: "{rows} students point to section {evidence}, which the export does not hold with this course, school and session."
column: section_identifier
absence_of: edfi_sections
why: >-
  The class exists for nobody: no roster, no grade book and no application opens for it.
fix: >-
  Look the section up in the master schedule. If it is taught, export sections and associations of one
  session together; if it was renamed, move the associations to its new identifier.
not_a_problem_when: >-
  The pages hold only what changed since the last export, and the section did not change.
cost: {hours: 0.1}
--- */
with missing as (
  select a.system, a.school_id, a.section_identifier, a.file, a.line
  from edfi_student_section_associations a
  left join edfi_sections t on t.system = a.system and trim(t.section_identifier) = trim(a.section_identifier)
    and trim(t.local_course_code) = trim(a.local_course_code) and trim(t.school_id) = trim(a.school_id)
    and trim(t.session_name) = trim(a.session_name) and right(trim(t.school_year), 4) = right(trim(a.school_year), 4)
  where a.section_identifier is not null and t.section_identifier is null
    and a.system in (select s.system from edfi_sections s)
)
select trim(m.section_identifier) as subject, record_key(m.system, trim(m.school_id)) as school_id,
       trim(m.section_identifier) as evidence, count(*) as rows, min(m.file) as file, min(m.line) as line
from missing m
group by m.system, trim(m.school_id), trim(m.section_identifier)
