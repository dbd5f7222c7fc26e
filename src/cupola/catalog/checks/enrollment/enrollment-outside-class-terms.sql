/* ---
id: ENR-003
title: Class enrollment lies outside the terms of the class
module: data
role: registrar
needs: [oneroster_enrollments, oneroster_classes, oneroster_academic_sessions, roster_classes, roster_enrollments, roster_enrollment_rows]
of: oneroster_enrollments
severity: warning
says: "The enrollment runs from {begins} to {ends}, but the class meets from {first_day} to {last_day}."
column: beginDate
why: >-
  Outside its terms a class is closed. The student has the course on days when nobody teaches it, or loses
  it while it is taught.
fix: >-
  Open the student's schedule and the section. Bring the dates of the enrollment inside the term, or give
  the section the term it really meets in.
not_a_problem_when: The student finishes the course after the term, by agreement.
cost: {hours: 0.1}
only_if:
  sql: >-
    with named as (
      select c.system, c.sourced_id, trim(unnest(string_split(c.term_sourced_ids, ','))) as term
      from oneroster_classes c),
    meets as (
      select named.system, named.sourced_id, min(s.start_date) as first_day, max(s.end_date) as last_day
      from named
      join oneroster_academic_sessions s on s.system = named.system and s.sourced_id = named.term
      group by named.system, named.sourced_id)
    select count(case when e.begin_date < m.first_day - 7 or e.end_date > m.last_day + 7
                        or e.begin_date > m.last_day + 1 or e.end_date < m.first_day - 1 then 1 end)
           <= greatest(20, count(*) * 0.1)
    from (select n.system, n.class_sourced_id, n.begin_date, n.end_date from oneroster_enrollments n limit 5000) e
    left join meets m on m.system = e.system and m.sourced_id = e.class_sourced_id
  otherwise: >-
    more than one in ten of the first enrollments lies outside the terms of its class, so the export writes
    other dates there (the day of scheduling, or the end of the year)
--- */
with named as (
  select c.system, c.sourced_id, trim(unnest(string_split(c.term_sourced_ids, ','))) as term
  from oneroster_classes c
  where c.term_sourced_ids is not null and c.is_live
),
meets as (
  select named.system, named.sourced_id, min(s.start_date) as first_day, max(s.end_date) as last_day
  from named
  left join oneroster_academic_sessions s
    on s.system = named.system and s.sourced_id = named.term and s.start_date <= s.end_date
  where named.term <> ''
  group by named.system, named.sourced_id
  having count(*) = count(s.end_date)
),
terms as (
  select k.class, m.first_day, m.last_day
  from roster_classes k
  join meets m on m.system = k.system and m.sourced_id = k.sourced_id
),
outside as (
  select e.file, e.line, t.first_day, t.last_day
  from roster_enrollments e
  join terms t on t.class = e.class
  where e.is_live
    and (e.begin_date < t.first_day - 7 or e.end_date > t.last_day + 7
         or e.begin_date > t.last_day + 1 or e.end_date < t.first_day - 1)
    and not (t.first_day > as_of() and e.begin_date <= as_of())
    and (e.begin_date is null or e.end_date is null or e.begin_date <= e.end_date)
)
select x.sourced_id as subject, record_key(x.system, x.school_sourced_id) as school_id,
       x.class_sourced_id as evidence, coalesce(cast(x.begin_date as varchar), 'no first day') as begins,
       coalesce(cast(x.end_date as varchar), 'no last day') as ends, o.first_day, o.last_day, x.file, x.line
from roster_enrollment_rows x
join outside o on o.file = x.file and o.line = x.line
