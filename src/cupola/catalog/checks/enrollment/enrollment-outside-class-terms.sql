/* ---
id: ENR-003
title: Class enrollment lies outside the terms of the class
module: data
role: registrar
needs: [roster_classes, roster_class_terms, roster_sessions, roster_enrollments, roster_enrollment_rows]
of: roster_enrollments
severity: warning
says: "The enrollment runs from {begins} to {ends}, but the class meets from {first_day} to {last_day}."
column: begin_date
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
    with meets as (
      select t.class, min(t.begin_date) as first_day, max(t.end_date) as last_day
      from roster_class_terms t where t.class is not null group by t.class)
    select count(case when e.begin_date < m.first_day - 7 or e.end_date > m.last_day + 7
                        or e.begin_date > m.last_day + 1 or e.end_date < m.first_day - 1 then 1 end)
           <= greatest(20, count(*) * 0.1)
    from (select n.class, n.begin_date, n.end_date from roster_enrollments n limit 5000) e
    left join meets m on m.class = e.class
  otherwise: >-
    more than one in ten of the first enrollments lies outside the terms of its class, so the export writes
    other dates there (the day of scheduling, or the end of the year)
--- */
with meets as (
  select t.class, min(t.begin_date) as first_day, max(t.end_date) as last_day
  from roster_class_terms t
  where t.is_live and t.class is not null and t.term_sourced_id <> ''
  group by t.class
  having count(*) = count(case when t.begin_date <= t.end_date then t.end_date end)
),
outside as (
  select e.system, e.file, e.line, e.place, m.first_day, m.last_day
  from roster_enrollments e
  join meets m on m.class = e.class
  where e.is_live
    and (e.begin_date < m.first_day - 7 or e.end_date > m.last_day + 7
         or e.begin_date > m.last_day + 1 or e.end_date < m.first_day - 1)
    and not (m.first_day > as_of() and e.begin_date <= as_of())
    and (e.begin_date is null or e.end_date is null or e.begin_date <= e.end_date)
),
few as (
  select o.system
  from outside o
  group by o.system
  having count(*) <= greatest(20, 0.1 * (select count(*) from roster_enrollments n where n.system = o.system))
)
select coalesce(x.sourced_id, x.user_sourced_id) as subject, record_key(x.system, x.school_sourced_id) as school_id,
       x.class_sourced_id as evidence, coalesce(cast(x.begin_date as varchar), 'no first day') as begins,
       coalesce(cast(x.end_date as varchar), 'no last day') as ends, o.first_day, o.last_day, x.file, x.line
from roster_enrollment_rows x
join outside o on o.file = x.file and o.line = x.line and o.place = x.place
where o.system in (select few.system from few)
