/* ---
id: DEM-010
title: Home language or race of a student differs from row to row
module: data
role: registrar
needs: [student_list]
of: student_list
severity: warning
says: >-
  Student {subject} has more than one {evidence} in this list.
column: home_language
why: >-
  Reports by group count the student twice or in the wrong group, and the letter home comes in a
  language nobody reads there.
fix: >-
  Ask the family, and make all enrollments of the student say the same.
not_a_problem_when: >-
  The family corrected it in the middle of the year, and the list keeps the old row as it was.
cost: {hours: 0.2}
--- */
with several as (
  select l.system, l.local_id, count(distinct lower(trim(l.home_language))) as languages, count(distinct lower(trim(l.race))) as races,
         max(l.line) as line, arg_max(l.file, l.line) as file, min(l.school_code) as school_code
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  where l.local_id is not null
  group by l.system, l.local_id
  having count(distinct lower(trim(l.home_language))) > 1 or count(distinct lower(trim(l.race))) > 1
),
share as (
  -- A list with a row for every race is no list of contradictions.
  select 20 * (select count(*) from several) <= (select count(distinct local_id) from student_list) or (select count(*) from several) <= 5 as is_rare
)
select v.local_id as subject, case when v.languages > 1 then 'home language' else 'race' end as evidence, v.school_code, v.file, v.line
from several v
join share r on r.is_rare
