/* ---
id: SEC-008
title: Class has more students than any room holds
module: data
role: registrar
needs: [roster_classes, roster_enrollments]
of: roster_classes
severity: warning
says: "The class has {evidence} students."
why: >-
  Either students of several sections were put into one, so teachers lack their own class lists, or old
  enrollments were never ended and count twice.
fix: >-
  Open the class list in the master schedule and look for students who left, or who belong to another
  section of the course. End or move their enrollments.
not_a_problem_when: >-
  It is no class in a room, such as a band, an assembly, a study hall or an online course.
cost: {hours: 0.5}
--- */
with large as (
  select n.class
  from roster_enrollments n
  where n.class is not null
  group by n.class
  having count(*) > 75
),
held as (
  select e.class,
         count(distinct case when e.is_student and (e.begin_date is null or e.begin_date <= as_of())
                               and (e.end_date is null or e.end_date >= as_of()) and e.is_live
                             then e.person end) as students
  from roster_enrollments e
  join large on large.class = e.class
  group by e.class
)
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id,
       held.students as evidence, c.file, c.line
from held
join roster_classes c on c.class = held.class
where held.students > 75 and coalesce(c.kind, '') <> 'homeroom'
  and c.is_live
  and not regexp_matches(
    lower(coalesce(c.title, '') || ' ' || coalesce(c.subjects, '')),
    '^.*(physical|\bp\.?e\b|fitness|gym|athlet|sport|weight|dance|band|orchestra|strings|choir|chor[aiu]|music'
    || '|ensemble|theat|drama|study|advis|homeroom|mentor|lunch|recess|assembly|office|aide|library|seminar'
    || '|club|virtual|online|remote|distance|independent|tutorial|release|attendance|test|orientation).*$')
