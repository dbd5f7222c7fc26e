/* ---
id: SEC-003
title: Class has two primary teachers at the same time
module: data
role: registrar
needs: [oneroster_classes, oneroster_enrollments]
of: oneroster_classes
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
    from (select count(distinct case when e."primary" then e.user_sourced_id end) as primaries
          from oneroster_enrollments e
          where e.role_word = 'teacher' group by e.system, e.class_sourced_id) led
  otherwise: this export marks co-teachers as primary as a rule
--- */
with lead_teacher as (
  select e.system, e.class_sourced_id, e.user_sourced_id,
         min(coalesce(e.begin_date, date '1900-01-01')) as first_day,
         max(coalesce(e.end_date, date '9999-12-31')) as last_day
  from oneroster_enrollments e
  where e.role_word = 'teacher' and e."primary" and (e.end_date is null or e.end_date >= as_of())
    and e.is_live
  group by e.system, e.class_sourced_id, e.user_sourced_id
),
crowded as (
  select l.system, l.class_sourced_id
  from lead_teacher l
  group by l.system, l.class_sourced_id
  having count(*) > 1
),
pairs as (
  select a.system, a.class_sourced_id, a.user_sourced_id
  from crowded
  join lead_teacher a on a.system = crowded.system and a.class_sourced_id = crowded.class_sourced_id
  join lead_teacher b on b.system = a.system and b.class_sourced_id = a.class_sourced_id
  where a.user_sourced_id <> b.user_sourced_id and a.first_day < b.last_day and b.first_day < a.last_day
)
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id,
       count(distinct pairs.user_sourced_id) as evidence, c.file, c.line
from pairs
join oneroster_classes c on c.system = pairs.system and c.sourced_id = pairs.class_sourced_id
where c.is_live
group by c.system, c.sourced_id, c.school_sourced_id, c.file, c.line
