/* ---
id: SEC-006
title: Class has another subject than its course
module: data
role: registrar
needs: [oneroster_classes, oneroster_courses]
of: oneroster_classes
severity: warning
says: "The class is of subject {evidence}, its course {course} of subject {course_subject}."
column: subjects
why: >-
  Credits, graduation plans and the list of qualified teachers follow the subject. One of the two is wrong,
  most often because a section was copied from another course.
fix: >-
  Open the section and its course in the master schedule side by side. Correct the subject, or attach the
  section to the right course.
not_a_problem_when: One course is taught under two subjects on purpose, such as a combined class.
cost: {hours: 0.2}
only_if:
  sql: >-
    select count(case when substr(c.subject_codes, 1, 2) <> substr(k.subject_codes, 1, 2) then 1 end)
           <= greatest(10, count(*) * 0.05)
    from oneroster_classes c
    join oneroster_courses k on k.system = c.system and k.sourced_id = c.course_sourced_id
    where c.subject_codes is not null and k.subject_codes is not null
  otherwise: classes and courses use two different lists of subject codes
--- */
with pairs as (
  select c.system, c.sourced_id, c.school_sourced_id, c.file, c.line, k.sourced_id as course,
         lower(bare(c.subjects)) as class_subject, lower(bare(k.subjects)) as course_subject,
         replace(c.subject_codes, ' ', '') as class_codes, replace(k.subject_codes, ' ', '') as course_codes,
         coalesce(c.subjects, c.subject_codes) as evidence, coalesce(k.subjects, k.subject_codes) as told
  from oneroster_classes c
  join oneroster_courses k on k.system = c.system and k.sourced_id = c.course_sourced_id
  where (c.subjects <> k.subjects or c.subject_codes <> k.subject_codes)
    and c.is_live
),
known as (
  select distinct k.system, lower(bare(k.subjects)) as subject
  from oneroster_courses k
),
by_code as (
  select p.system, p.sourced_id, p.school_sourced_id, p.file, p.line, p.course, p.evidence, p.told
  from pairs p
  where regexp_matches(p.class_codes, '^[0-9]{5,}$') and regexp_matches(p.course_codes, '^[0-9]{5,}$')
    and substr(p.class_codes, 1, 2) <> substr(p.course_codes, 1, 2)
),
by_name as (
  select p.system, p.sourced_id, p.school_sourced_id, p.file, p.line, p.course, p.evidence, p.told
  from pairs p
  where (p.class_codes is null or p.course_codes is null)
    and substr(p.class_subject, 1, 4) <> substr(p.course_subject, 1, 4)
    and not contains(p.course_subject, p.class_subject) and not contains(p.class_subject, p.course_subject)
    and exists (select 1 from known where known.system = p.system and known.subject = p.class_subject)
)
select x.sourced_id as subject, record_key(x.system, x.school_sourced_id) as school_id, x.evidence, x.course,
       x.told as course_subject, x.file, x.line
from (select * from by_code union all select * from by_name) x
