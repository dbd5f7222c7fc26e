/* ---
id: HIS-014
title: Number of students of a race or ethnicity changed by a fifth since last year
module: data
role: data_steward
needs: [demographics, last_year_demographics, compared_students]
of: demographics
severity: warning
says: "{evidence} students of the district count as {subject}; a year ago ({day}) there were {before}."
why: >-
  A district does not change so much in a year. Mostly a code was mapped to another one, or a form now asks in another
  way; every report by student group breaks at this point.
fix: Compare how the codes of race and ethnicity are mapped now with how they were, and ask what changed in the forms.
not_a_problem_when: The district took in or lost a neighborhood or a school.
cost: {hours: 1}
only_if:
  sql: >-
    select year(as_of() + interval '6' month) = year(last_year_day() + interval '6' month) + 1
    and exists (select 1 from last_year_demographics)
  otherwise: the record holds no race or ethnicity of the school year before
--- */
with both_years as (
  select true as is_now, d.person_id, d.hispanic_latino, d.race_two_or_more, d.race_american_indian, d.race_asian,
         d.race_black, d.race_pacific_islander, d.race_white, d.file
  from demographics d
  union all
  select false, d.person_id, d.hispanic_latino, d.race_two_or_more, d.race_american_indian, d.race_asian,
         d.race_black, d.race_pacific_islander, d.race_white, cast(null as integer)
  from last_year_demographics d
),
-- Whoever two sources tell differently counts as both say together, in both years alike.
told as (
  select d.is_now, d.person_id, case when bool_or(coalesce(d.hispanic_latino, false)) then 'Hispanic or Latino'
            when bool_or(coalesce(d.race_two_or_more, false))
              or bool_or(coalesce(d.race_american_indian, false))::integer + bool_or(coalesce(d.race_asian, false))::integer
               + bool_or(coalesce(d.race_black, false))::integer
               + bool_or(coalesce(d.race_pacific_islander, false))::integer
               + bool_or(coalesce(d.race_white, false))::integer > 1 then 'two or more races'
            when bool_or(d.race_american_indian) then 'American Indian or Alaska Native'
            when bool_or(d.race_asian) then 'Asian'
            when bool_or(d.race_black) then 'Black or African American'
            when bool_or(d.race_pacific_islander) then 'Native Hawaiian or Pacific Islander'
            when bool_or(d.race_white) then 'White' end as race, min(d.file) as file
  from both_years d
  join (select distinct s.is_now, s.person_id from compared_students s) s
    on s.is_now = d.is_now and s.person_id = d.person_id
  group by d.is_now, d.person_id
),
counted as (
  select t.race, count(case when t.is_now then 1 end) as students, count(case when not t.is_now then 1 end) as last_year,
         min(t.file) as file
  from told t
  where t.race is not null
  group by t.race
),
-- Where one of the years does not tell the race of most, nothing can be compared.
enough as (
  select 1 as one
  where (select sum(c.students) from counted c)
        >= 0.8 * (select count(distinct s.person_id) from compared_students s where s.is_now)
    and (select sum(c.last_year) from counted c)
        >= 0.8 * (select count(distinct s.person_id) from compared_students s where not s.is_now)
)
select c.race as subject, c.students as evidence, c.last_year as before, cast(last_year_day() as varchar) as day, c.file
from counted c
cross join enough e
where c.last_year > 0 and abs(c.students - c.last_year) >= greatest(25, c.last_year * 0.2)
