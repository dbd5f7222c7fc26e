/* ---
id: SEC-007
title: Class that students attend now is set for a later term only
module: data
role: registrar
needs: [roster_classes, roster_class_terms, roster_sessions, roster_enrollments]
of: roster_classes
severity: warning
says: "Its first term begins on {evidence}, but {students} students are in it since {since} or earlier."
column: term_sourced_id
why: >-
  Several tools drop a class, and every enrollment in it, until its first term has begun. Teacher and
  students do not see it although they meet.
fix: >-
  Open the section in the master schedule. If it meets now, add the present term to it; if it begins later,
  its enrollments should begin with the term.
not_a_problem_when: The class begins later and its students were enrolled ahead of time.
cost: {hours: 0.2}
--- */
with later as (
  select t.class, min(t.begin_date) as first_day
  from roster_class_terms t
  where t.term_sourced_id <> '' and t.is_live and t.class is not null
  group by t.class
  having count(*) = count(t.begin_date) and min(t.begin_date) > as_of()
)
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id,
       later.first_day as evidence, count(*) as students, max(e.begin_date) as since, c.file, c.line
from later
join roster_classes c on c.class = later.class
join roster_enrollments e on e.class = later.class
where e.is_student and e.begin_date <= as_of() - 7
  and (e.end_date is null or e.end_date >= as_of())
  and e.is_live
group by c.system, c.sourced_id, c.school_sourced_id, later.first_day, c.file, c.line
