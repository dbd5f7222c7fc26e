/* ---
id: HIS-014
title: Number of students of a race or ethnicity changed by a fifth since last year
module: data
role: data_steward
needs: [person_org_roles, demographics, last_year_demographics, last_year_students]
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
with now_here as (
  select r.person_id, r.org_id, r.grade
  from person_org_roles r
  where lower(r.role) = 'student' and (r.begin_date is null or r.begin_date <= as_of())
    and (r.end_date is null or r.end_date >= as_of())
    and split_part(r.person_id, ':', 1) not in (select y.source_system_id from source_systems y where y.kind = 'enrollment')
),
-- A list of some of the students is no district: then nothing is compared.
whole as (
  select 1 as one
  where (select count(distinct n.person_id) from now_here n) between
        0.75 * (select count(distinct t.last_year_person_id) from last_year_students t) and
        1.34 * (select count(distinct t.last_year_person_id) from last_year_students t)
),
-- Whoever two sources tell differently counts as both say together, in both years alike.
now_told as (
  select d.person_id, case when bool_or(coalesce(d.hispanic_latino, false)) then 'Hispanic or Latino'
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
  from demographics d
  join (select distinct person_id from now_here) n on n.person_id = d.person_id
  group by d.person_id
),
then_told as (
  select d.person_id, case when bool_or(coalesce(d.hispanic_latino, false)) then 'Hispanic or Latino'
            when bool_or(coalesce(d.race_two_or_more, false))
              or bool_or(coalesce(d.race_american_indian, false))::integer + bool_or(coalesce(d.race_asian, false))::integer
               + bool_or(coalesce(d.race_black, false))::integer
               + bool_or(coalesce(d.race_pacific_islander, false))::integer
               + bool_or(coalesce(d.race_white, false))::integer > 1 then 'two or more races'
            when bool_or(d.race_american_indian) then 'American Indian or Alaska Native'
            when bool_or(d.race_asian) then 'Asian'
            when bool_or(d.race_black) then 'Black or African American'
            when bool_or(d.race_pacific_islander) then 'Native Hawaiian or Pacific Islander'
            when bool_or(d.race_white) then 'White' end as race
  from last_year_demographics d
  join (select distinct last_year_person_id from last_year_students) t on t.last_year_person_id = d.person_id
  group by d.person_id
),
now_counted as (
  select c.race, count(*) as students, min(c.file) as file from now_told c where c.race is not null group by c.race
),
then_counted as (
  select c.race, count(*) as students from then_told c where c.race is not null group by c.race
),
-- Where one of the years does not tell the race of most, nothing can be compared.
told as (
  select 1 as one
  where (select sum(n.students) from now_counted n) >= 0.8 * (select count(distinct h.person_id) from now_here h)
    and (select sum(t.students) from then_counted t)
        >= 0.8 * (select count(distinct l.last_year_person_id) from last_year_students l)
)
select t.race as subject, coalesce(n.students, 0) as evidence, t.students as before,
       cast(last_year_day() as varchar) as day, n.file
from then_counted t
left join now_counted n on n.race = t.race
cross join whole w
cross join told x
where abs(coalesce(n.students, 0) - t.students) >= greatest(25, t.students * 0.2)
