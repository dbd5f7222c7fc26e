/* ---
id: ENR-005
title: Same person is enrolled in the same class twice
module: data
role: registrar
needs: [roster_classes, roster_people, roster_class_terms, roster_enrollments, roster_enrollment_rows]
of: roster_enrollments
severity: warning
says: "The same person is in class {class} at the same time by the enrollment {evidence}."
column: sourced_id
why: >-
  The student counts twice in class size and attendance, and dropping the class ends only one of the two:
  the student stays in the course.
fix: >-
  Open the student's schedule. Keep one of the two enrollments and delete the other; if the section was
  dropped and added again, enter the last day of the first.
not_a_problem_when: Your system writes one row for each meeting time of the class.
cost: {hours: 0.1}
--- */
with twice as (
  -- One number for class and person: grouping by one is cheaper than by two.
  select e.class * 4294967296 + e.person as seat, count(*) as times
  from roster_enrollments e
  where e.class is not null and e.person is not null
  group by e.class * 4294967296 + e.person
  having count(*) > 1
),
rows_of as (
  select e.file, e.line, e.place, e.class, e.person, t.times
  from roster_enrollments e
  join twice t on t.seat = e.class * 4294967296 + e.person
  where e.is_live
),
again as (
  select x.system, x.sourced_id, x.user_sourced_id, x.class_sourced_id, x.school_sourced_id, x.role, r.class, r.person,
         r.times, x.sourced_id is not null and x.begin_date is null and x.end_date is null as undated,
         coalesce(x.begin_date, date '1900-01-01') as first_day,
         coalesce(x.end_date, date '9999-12-31') as last_day, x.file, x.line
  from roster_enrollment_rows x
  join rows_of r on r.file = x.file and r.line = x.line and r.place = x.place
),
terms as (
  select t.class, count(*) as terms
  from roster_class_terms t
  where t.class in (select r.class from rows_of r)
  group by t.class
)
select coalesce(b.sourced_id, b.user_sourced_id) as subject, record_key(b.system, b.school_sourced_id) as school_id,
       coalesce(min(a.sourced_id), 'in line ' || min(a.line)) as evidence, b.class_sourced_id as class, b.file, b.line
from again a
join again b on b.class = a.class and b.person = a.person and b.role = a.role
left join terms on terms.class = a.class
where (a.sourced_id is null or a.sourced_id <> b.sourced_id)
  and (a.file < b.file or (a.file = b.file and a.line < b.line))
  and a.first_day < b.last_day and b.first_day < a.last_day
  and (not (a.undated and b.undated) or b.times > coalesce(terms.terms, 1))
group by b.system, b.sourced_id, b.user_sourced_id, b.school_sourced_id, b.class_sourced_id, b.file, b.line
