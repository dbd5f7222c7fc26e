/* ---
id: EDF-012
title: Course offering of a course that the export does not hold
module: data
role: data_steward
needs: [edfi_course_offerings, edfi_courses]
of: edfi_course_offerings
severity: error
says: "{rows} offerings are of course {evidence}, which the export does not hold."
column: course_code
absence_of: edfi_courses
why: >-
  Its sections have no title, subject or state code, and their students no course on the transcript.
fix: >-
  Look the course up in the catalogue. Export courses and offerings together, or give the offering the
  code of the course that took its place.
not_a_problem_when: >-
  The pages hold only what changed since the last export, and the course did not change.
cost: {hours: 0.1}
--- */
select trim(a.course_code) as subject, record_key(a.system, trim(a.school_id)) as school_id,
       trim(a.course_code) as evidence, count(*) as rows, min(a.file) as file, min(a.line) as line
from edfi_course_offerings a
left join edfi_courses t on t.system = a.system and trim(t.course_code) = trim(a.course_code)
  and trim(t.education_organization_id) = trim(a.course_organization_id)
where a.course_code is not null and t.course_code is null
  and a.system in (select s.system from edfi_courses s)
group by a.system, trim(a.school_id), trim(a.course_code)
