/* ---
id: EDF-005
title: Section of a course that its school does not offer in that session
module: data
role: data_steward
needs: [edfi_sections, edfi_course_offerings]
of: edfi_sections
severity: error
says: "{rows} sections belong to course offering {evidence}, which the export does not hold."
column: local_course_code
absence_of: edfi_course_offerings
why: >-
  Without its offering a section has no course: it is missing on transcripts and in every count by
  subject.
fix: >-
  Look in the master schedule whether the course is offered in this session. If it is, export course
  offerings and sections together; if not, move the section to the right session.
not_a_problem_when: >-
  The pages hold only what changed since the last export, and the offering did not change.
cost: {hours: 0.1}
--- */
with missing as (
  select a.system, a.school_id, a.local_course_code, a.session_name, a.file, a.line
  from edfi_sections a
  left join edfi_course_offerings t on t.system = a.system and trim(t.local_course_code) = trim(a.local_course_code)
    and trim(t.school_id) = trim(a.school_id) and trim(t.session_name) = trim(a.session_name)
    and right(trim(t.school_year), 4) = right(trim(a.school_year), 4)
  where a.local_course_code is not null and t.local_course_code is null
    and a.system in (select s.system from edfi_course_offerings s)
)
select concat_ws('/', trim(m.school_id), trim(m.session_name), trim(m.local_course_code)) as subject,
       record_key(m.system, trim(m.school_id)) as school_id, trim(m.local_course_code) as evidence,
       count(*) as rows, min(m.file) as file, min(m.line) as line
from missing m
group by m.system, trim(m.school_id), trim(m.session_name), trim(m.local_course_code)
