/* ---
id: DEM-003
title: Age is far from what the grade would have
module: data
role: registrar
needs: [roster_births, roster_people, roster_days]
of: roster_births
severity: warning
says: "{evidence} years old in grade {grade}, where {usual} is usual."
column: birth_date
why: >-
  Either the birth date or the grade is wrong. Tests, placement and state counts follow both, and matching
  with other systems fails on the birth date.
fix: >-
  Compare the birth date with the birth certificate, then the grade with the student's history. Correct the
  one that is wrong; often the year of birth is off by ten.
not_a_problem_when: The student skipped or repeated several grades, or came late to school from abroad.
cost: {hours: 0.2}
--- */
with aged as (
  select d.system, u.sourced_id, d.file, d.line, u.grades as grade, u.primary_org_sourced_id,
         case u.grades when 'PK' then -1 when 'TK' then -1 when 'KG' then 0
              else cast(case when regexp_matches(u.grades, '^(0[1-9]|1[0-2])$') then u.grades end as integer)
              end as step,
         case when month(y.day) >= 7 then year(y.day) else year(y.day) - 1 end - year(d.birth_date)
           - case when month(d.birth_date) > 9 or (month(d.birth_date) = 9 and day(d.birth_date) > 1) then 1 else 0 end
           as age
  from roster_births d
  join roster_people u on u.person = d.person
  join roster_days y on y.system = d.system
  where d.birth_date <= y.day and u.grades is not null
    and u.is_active
    and d.is_live
)
select a.sourced_id as subject, record_key(a.system, a.primary_org_sourced_id) as school_id,
       a.age as evidence, a.grade, 5 + a.step as usual, a.file, a.line
from aged a
where (a.age < 3 + a.step or a.age > 8 + a.step + case when a.step = 12 then 1 else 0 end)
  and not (a.step >= 9 and a.age >= 22)
