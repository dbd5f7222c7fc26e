/* ---
id: DEM-007
title: High school student is older than school age
module: data
role: registrar
needs: [roster_births, roster_people, roster_days]
of: roster_births
severity: warning
says: "{evidence} years old in grade {grade}."
column: birth_date
why: >-
  Most states stop paying at 21 or 22, and the student stays on the roll as somebody who never finished.
fix: >-
  Compare the birth date with the papers. If it is right, see whether the student finished or left, and enter
  the last day; if the student is served on, ask your state for the age limit.
not_a_problem_when: >-
  Your state serves students with disabilities beyond 21, or the student is in an adult program.
cost: {hours: 0.2}
--- */
with aged as (
  select d.system, u.sourced_id, d.file, d.line, u.grades as grade, u.primary_org_sourced_id,
         case when month(y.day) >= 7 then year(y.day) else year(y.day) - 1 end - year(d.birth_date)
           - case when month(d.birth_date) > 9 or (month(d.birth_date) = 9 and day(d.birth_date) > 1) then 1 else 0 end
           as age
  from roster_births d
  join roster_people u on u.person = d.person
  join roster_days y on y.system = d.system
  where u.grades in ('09', '10', '11', '12') and d.birth_date < y.day - 7670
    and u.is_active
    and d.is_live
)
select a.sourced_id as subject, record_key(a.system, a.primary_org_sourced_id) as school_id,
       a.age as evidence, a.grade, a.file, a.line
from aged a
where a.age >= 22
