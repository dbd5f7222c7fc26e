/* ---
id: SEC-003
title: Class has two primary teachers at the same time
module: data
role: registrar
needs: [roster_classes, roster_enrollments]
of: roster_classes
severity: warning
says: "{evidence} teachers are marked as primary at the same time."
why: >-
  A class is credited to one teacher. Tools take whichever comes first, so grades, evaluations and state
  reports can go to the wrong person, and change from day to day.
fix: >-
  Open the section in the master schedule. Leave the teacher of record as primary and mark the other as
  co-teacher; if one took over from the other, enter the day on which the first one stopped.
not_a_problem_when: Both are teachers of record and your state takes two for one class.
cost: {hours: 0.1}
only_if:
  sql: >-
    select count(case when led.primaries > 1 then 1 end) <= greatest(3, count(*) * 0.05)
    from (select count(distinct case when e.is_primary then e.person end) as primaries
          from roster_enrollments e
          where e.is_teacher group by e.class) led
  otherwise: this export marks co-teachers as primary as a rule
--- */
with lead_teacher as (
  select e.class, e.person, min(coalesce(e.begin_date, date '1900-01-01')) as first_day,
         max(coalesce(e.end_date, date '9999-12-31')) as last_day
  from roster_enrollments e
  where e.is_teacher and e.is_primary and (e.end_date is null or e.end_date >= as_of()) and e.is_live
    and e.class is not null and e.person is not null
  group by e.class, e.person
),
crowded as (
  select l.class from lead_teacher l group by l.class having count(*) > 1
),
pairs as (
  select a.class, count(distinct a.person) as teachers
  from crowded
  join lead_teacher a on a.class = crowded.class
  join lead_teacher b on b.class = a.class
  where a.person <> b.person and a.first_day < b.last_day and b.first_day < a.last_day
  group by a.class
),
rare as (
  select c.system
  from (select distinct l.class from lead_teacher l) l
  join roster_classes c on c.class = l.class
  left join pairs on pairs.class = l.class
  group by c.system
  having count(pairs.class) <= greatest(3, count(*) * 0.05)
)
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id,
       pairs.teachers as evidence, c.file, c.line
from pairs
join roster_classes c on c.class = pairs.class
where c.is_live and c.system in (select rare.system from rare)
