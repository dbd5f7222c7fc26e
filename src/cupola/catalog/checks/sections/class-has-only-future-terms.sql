/* ---
id: SEC-007
title: Class that students attend now is set for a later term only
module: data
role: registrar
needs: [oneroster_classes, oneroster_academic_sessions, oneroster_enrollments]
of: oneroster_classes
severity: warning
says: "Its first term begins on {evidence}, but {students} students are in it since {since} or earlier."
column: termSourcedIds
why: >-
  Several tools drop a class, and every enrollment in it, until its first term has begun. Teacher and
  students do not see it although they meet.
fix: >-
  Open the section in the master schedule. If it meets now, add the present term to it; if it begins later,
  its enrollments should begin with the term.
not_a_problem_when: The class begins later and its students were enrolled ahead of time.
cost: {hours: 0.2}
--- */
with named as (
  select c.system, c.sourced_id, c.school_sourced_id, c.file, c.line,
         trim(unnest(string_split(c.term_sourced_ids, ','))) as term
  from oneroster_classes c
  where c.term_sourced_ids is not null and c.is_live
),
later as (
  select named.system, named.sourced_id, named.school_sourced_id, named.file, named.line,
         min(s.start_date) as first_day
  from named
  left join oneroster_academic_sessions s on s.system = named.system and s.sourced_id = named.term
  where named.term <> ''
  group by named.system, named.sourced_id, named.school_sourced_id, named.file, named.line
  having count(*) = count(s.start_date) and min(s.start_date) > as_of()
)
select later.sourced_id as subject, record_key(later.system, later.school_sourced_id) as school_id,
       later.first_day as evidence, count(*) as students, max(e.begin_date) as since, later.file, later.line
from later
join oneroster_enrollments e on e.system = later.system and e.class_sourced_id = later.sourced_id
where e.role_word = 'student' and e.begin_date <= as_of() - 7
  and (e.end_date is null or e.end_date >= as_of())
  and e.is_live
group by later.system, later.sourced_id, later.school_sourced_id, later.first_day, later.file, later.line
